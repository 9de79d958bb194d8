import { expect, test } from 'vitest'
import { eventSlug } from '#functions/imports/event-slug.ts'

const event = {
  name: 'Invented JS',
  website: 'https://www.invented-js.example/',
  startsOn: '2030-03-02',
  city: { slug: 'boston' },
}

test.each([
  ['Invented JS', 'invented-js'],
  ['Invented JS 2030', 'invented-js'],
  ['Invented JS ’30', 'invented-js'],
  ['Invented JS - 2030', 'invented-js'],
  ['Route 2030 Days', 'route-2030-days'],
  ['2030', '2030'],
  ['Web à Québec', 'web-a-quebec'],
  ['Øredev', 'oredev'],
  ['We ❤️ Speed', 'we-speed'],
  ['‹Programming›', 'programming'],
  ['C++ Russia  Moscow', 'cpp-russia-moscow'],
  ['Research & Development', 'research-and-development'],
  ['.NET Conf', 'dotnet-conf'],
  ['எழில்', 'invented-js'],
  ['x'.repeat(200), 'x'.repeat(50)],
])('%s → %s', (name, slug) => {
  expect(eventSlug({ ...event, name }, () => false)).toBe(slug)
})

test('a slug that is taken gets the city, then the month, then a number', () => {
  const taken = new Set<string>()
  const slugs = Array.from({ length: 5 }, () => {
    const slug = eventSlug(event, (choice) => taken.has(choice))
    taken.add(slug)
    return slug
  })

  expect(slugs).toEqual([
    'invented-js',
    'invented-js-boston',
    'invented-js-boston-march',
    'invented-js-boston-march-2',
    'invented-js-boston-march-3',
  ])
  const named = { ...event, name: 'DevOpsDays Boston', city: { slug: 'boston' } }
  expect(eventSlug(named, (slug) => slug === 'devopsdays-boston')).toBe('devopsdays-boston-march')
})

import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Conference } from '#functions/imports/conference.ts'
import { mergeConferences } from '#functions/imports/merge.ts'

// The first to ask the gazetteer waits for it.
vi.setConfig({ testTimeout: 30_000 })

const copy = (fields: Partial<Conference>): Conference => ({
  ...{ file: '2030/ux.json', line: 2, topic: 'ux' },
  name: 'DevOpsDays Kansas City',
  website: 'https://devopsdays.example/kc',
  ...{ startsOn: '2030-03-02', endsOn: '2030-03-03' },
  ...{ city: 'Kansas City, MO', country: 'U.S.A.', online: false },
  ...{ codeOfConductUrl: null, languages: [] },
  ...{ xHandle: null, mastodonHandle: null, blueskyHandle: null, call: null },
  ...fields,
})

const copies = [
  copy({ topic: 'general', xHandle: 'devopsdayskc' }),
  copy({ topic: 'devops', name: 'Devopsdays Kansas  City', languages: ['en'] }),
  copy({ topic: 'js', website: 'https://devopsdays.example/other', online: true }),
  copy({ topic: 'javascript', city: 'Kansas City, Missouri', country: 'USA' }),
  copy({ topic: 'devops', startsOn: '2030-09-01', endsOn: '2030-09-01' }),
]

test('copies of one event become one, with all of their topics', () => {
  const { events, rejected } = mergeConferences(copies)

  expect(rejected).toEqual([])
  expect(events).toHaveLength(2)
  expect(events[0]).toMatchObject({
    city: { slug: 'kansas-city' },
    attendanceMode: 'hybrid',
    zone: 'America/Chicago',
    xHandle: 'devopsdayskc',
    languages: ['en'],
    topics: ['devops', 'javascript', 'general'],
  })
})

test('the order of the copies does not matter', () => {
  const told = (of: readonly Conference[]) =>
    mergeConferences(of).events.map(({ at, ...event }) => event)
  const expected = told(copies)
  fc.assert(
    fc.property(fc.shuffledSubarray(copies, { minLength: copies.length }), (shuffled) => {
      expect(told(shuffled)).toEqual(expected)
    }),
  )
})

test.each([
  [{ city: null, country: null, online: true }, 'online', 'UTC'],
  [{ city: null, country: null, online: false }, 'in_person', 'UTC'],
  [{ online: true }, 'hybrid', 'America/Chicago'],
  [{ online: false }, 'in_person', 'America/Chicago'],
])('%j is %s, in %s', (fields, attendanceMode, zone) => {
  expect(mergeConferences([copy(fields)]).events).toMatchObject([{ attendanceMode, zone }])
})

test('a place that is nowhere is rejected with its reason', () => {
  const bad = [copy({ country: 'Narnia' }), copy({ city: 'Brigadoon', country: 'Scotland' })]

  const { events, rejected } = mergeConferences(bad)

  expect(events).toEqual([])
  expect(rejected).toEqual([
    { file: '2030/ux.json', line: 2, reason: 'No country is called Narnia' },
    { file: '2030/ux.json', line: 2, reason: 'The gazetteer has no Brigadoon in Scotland' },
  ])
})

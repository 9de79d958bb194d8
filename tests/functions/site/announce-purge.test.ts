import { expect, test } from 'vitest'
import { announceEvents, announcePurge } from '#functions/site/announce-purge.ts'

const many = Array.from({ length: 120 }, (_, i) => `tag-${i}`)

test('however many pages an import changes, each is named once, in messages of fifty at most', () => {
  const messages = announcePurge(many)
  expect(messages.map(({ job }) => job)).toEqual(['purge-pages', 'purge-pages', 'purge-pages'])
  expect(messages.map(({ payload }) => payload)).toEqual([
    { tags: many.slice(0, 50) },
    { tags: many.slice(50, 100) },
    { tags: many.slice(100) },
  ])
  expect(announcePurge(many.slice(0, 50))).toHaveLength(1)
  expect(announcePurge([])).toEqual([])
})

test('an event that changes is made anew on its own pages, and where most people see it', () => {
  const tags = ['event-1', 'event-2', 'home', 'conferences']
  expect(announceEvents(['1', '2'])).toMatchObject([{ job: 'purge-pages', payload: { tags } }])
})

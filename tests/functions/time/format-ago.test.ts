import { expect, test } from 'vitest'
import { formatAgo } from '#functions/time/format-ago.ts'

const now = new Date('2026-06-01T12:00:00Z')

test.each([
  [-1, 'today'],
  [0, 'today'],
  [1, 'yesterday'],
  [6, '6 days ago'],
  [7, 'a week ago'],
  [29, '4 weeks ago'],
  [30, 'a month ago'],
  [364, '12 months ago'],
  [365, 'a year ago'],
  [2000, '5 years ago'],
])('%i days ago is told as "%s"', (days, words) => {
  expect(formatAgo(new Date(now.getTime() - days * 86_400_000), now)).toBe(words)
})

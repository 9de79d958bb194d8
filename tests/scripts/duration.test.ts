import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '#scripts/ops/duration.ts'

test.each([
  ['45s', 45_000],
  ['90m', 5_400_000],
  ['1h30m', 5_400_000],
  ['2D', 172_800_000],
  ['7d', 604_800_000],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', ' ', '90', '90x', 'm', '1.5h', '-5m', '30m1h', '0m', '8d', '1e3s'])(
  '"%s" is refused',
  (text) => {
    expect(() => parseDuration(text)).toThrow()
  },
)

test.each([
  [350, '0.3 s'],
  [35_000, '35.0 s'],
  [120_000, '2 min'],
  [125_400, '2 min 5 s'],
])('%i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

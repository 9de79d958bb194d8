import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earliestToday, latestToday, todayIn } from '#functions/time/today.ts'

const QUARTER_MS = 15 * 60_000
const zones = ['Etc/GMT+12', 'Etc/GMT-14', 'UTC', ...Intl.supportedValuesOf('timeZone')]

const asIntlSays = (zone: string, at: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)

test('the day in every zone is the one on its wall calendar, to the millisecond', () => {
  const range = { min: Date.UTC(1980, 0), max: Date.UTC(2100, 0) }
  const instant = fc.oneof(
    fc.integer(range),
    // Just before and just as a quarter of an hour begins.
    fc
      .tuple(fc.integer(range), fc.constantFrom(-1, 0, 1))
      .map(([ms, off]) => Math.floor(ms / QUARTER_MS) * QUARTER_MS + off),
  )
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, ms) => {
      const at = new Date(ms)
      expect(todayIn(zone, at)).toBe(asIntlSays(zone, at))
    }),
    { numRuns: 500 },
  )
})

test('a day begins at midnight, a millisecond before it has not', () => {
  const midnight = Date.UTC(2026, 10, 20, 18, 15)
  expect(todayIn('Asia/Kathmandu', new Date(midnight - 1))).toBe('2026-11-20')
  expect(todayIn('Asia/Kathmandu', new Date(midnight))).toBe('2026-11-21')
})

test('the first clock to begin a day is 14 hours ahead of UTC, the last 12 hours behind', () => {
  const at = (text: string) => new Date(`2026-11-20T${text}Z`)
  expect(latestToday(at('09:59:59.999'))).toBe('2026-11-20')
  expect(latestToday(at('10:00:00'))).toBe('2026-11-21')
  expect(latestToday(at('10:00:00'))).toBe(todayIn('Pacific/Kiritimati', at('10:00:00')))
  expect(earliestToday(at('11:59:59.999'))).toBe('2026-11-19')
  expect(earliestToday(at('12:00:00'))).toBe('2026-11-20')
  expect(earliestToday(at('11:59:59.999'))).toBe(todayIn('Etc/GMT+12', at('11:59:59.999')))
})

test('a zone that is none is refused', () => {
  for (const zone of ['Mars/Olympus_Mons', 'UTC or so', ''])
    expect(() => todayIn(zone, new Date())).toThrow(RangeError)
})

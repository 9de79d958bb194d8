import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cadence, nextDays, readCadence } from '#functions/series/cadence.ts'
import { asUtc, daysBetween } from '#functions/time/day.ts'

const next = (every: string, anchor: string, count = 3, after = anchor) =>
  nextDays(readCadence(every) as Cadence, { anchor, after, count })

test.each([
  ['week', '2026-12-22', ['2026-12-29', '2027-01-05', '2027-01-12']],
  ['2weeks', '2026-02-17', ['2026-03-03', '2026-03-17', '2026-03-31']],
  ['month', '2026-09-08', ['2026-10-13', '2026-11-10', '2026-12-08']],
  ['month', '2026-11-10', ['2026-12-08', '2027-01-12', '2027-02-09']],
  // The fifth Thursday is the last one: not every month has five.
  ['month', '2026-01-29', ['2026-02-26', '2026-03-26', '2026-04-30']],
  ['first-tuesday', '2026-12-15', ['2027-01-05', '2027-02-02', '2027-03-02']],
  ['last-friday', '2028-01-28', ['2028-02-25', '2028-03-31', '2028-04-28']],
])('every %s after %s', (every, anchor, days) => {
  expect(next(every, anchor)).toEqual(days)
})

test('days stay the same weekday where clocks change in between', () => {
  // Clocks go forward on 29 March and back on 25 October 2026 in Europe.
  expect(next('week', '2026-03-26', 1)).toEqual(['2026-04-02'])
  expect(next('week', '2026-10-22', 1)).toEqual(['2026-10-29'])
  expect(next('month', '2026-03-28', 1)).toEqual(['2026-04-25'])
})

test('what is past is passed over, without losing step', () => {
  expect(next('2weeks', '2020-01-07', 2, '2026-06-01')).toEqual(['2026-06-02', '2026-06-16'])
  expect(next('month', '2020-01-14', 2, '2026-06-09')).toEqual(['2026-07-14', '2026-08-11'])
})

test.each(['', 'day', '0weeks', '53weeks', 'fifth-tuesday', 'first-tuesday-x', 'first', '-1weeks'])(
  '%j is no cadence',
  (text) => {
    expect(readCadence(text)).toBeNull()
  },
)

const day = fc
  .date({
    min: asUtc('1998-01-01'),
    max: asUtc('2060-12-31'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10))
const weekday = (text: string) => asUtc(text).getUTCDay()
const nth = (text: string) => Math.ceil(Number(text.slice(8)) / 7)
const isLast = (text: string) => asUtc(text).getUTCDate() + 7 > daysIn(text)
const daysIn = (text: string) =>
  new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()

test('a month later is the same weekday of the next month, for any day', () => {
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 30 }), (anchor, after, count) => {
      const days = next('month', anchor, count, after)
      expect(days).toHaveLength(count)
      for (const one of days) {
        expect(one > anchor && one > after).toBe(true)
        expect(weekday(one)).toBe(weekday(anchor))
        expect(nth(anchor) === 5 ? isLast(one) : nth(one) === nth(anchor)).toBe(true)
      }
      const months = days.map((one) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7)))
      expect(months).toEqual(months.map((_, index) => (months[0] ?? 0) + index))
    }),
  )
})

test('so many weeks later is exactly so many, and the first of them is the first to come', () => {
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 52 }), (anchor, after, weeks) => {
      const [first = '', second = ''] = next(`${weeks}weeks`, anchor, 2, after)
      expect(daysBetween(anchor, first) % (weeks * 7)).toBe(0)
      expect(daysBetween(first, second)).toBe(weeks * 7)
      const from = [after, anchor].toSorted().at(-1) ?? ''
      expect(first > from && daysBetween(from, first) <= weeks * 7).toBe(true)
    }),
  )
})

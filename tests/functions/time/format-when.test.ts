import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byMonth, formatWhen, isPast } from '#functions/time/format-when.ts'

const event = { startsOn: '2026-11-21', endsOn: '2026-11-24', datePrecision: 'day' } as const

test.each([
  ['2026-01-01', null],
  ['2026-09-10', null],
  ['2026-10-17', 'In 5 weeks'],
  ['2026-11-18', 'In 3 days'],
  ['2026-11-20', 'Tomorrow'],
  ['2026-11-21', 'Today'],
  ['2026-11-22', 'On now'],
  ['2026-11-24', 'On now'],
  ['2026-11-25', 'Ended yesterday'],
  ['2026-11-27', 'Ended 3 days ago'],
  ['2026-12-22', 'Ended 4 weeks ago'],
  ['2027-03-01', 'Ended 3 months ago'],
  ['2027-11-21', 'Ended a year ago'],
  ['2032-12-01', 'Ended 6 years ago'],
])('seen from %s: %s', (today, told) => {
  expect(formatWhen(event, today)).toBe(told)
})

test('days that are not certain are not counted', () => {
  const month = { startsOn: '2026-11-01', endsOn: '2026-11-30', datePrecision: 'month' } as const
  expect(formatWhen(month, '2026-11-10')).toBe('Dates to be announced')
  expect(formatWhen(month, '2026-12-01')).toBeNull()
  expect(formatWhen(month, '2027-12-01')).toBe('Ended a year ago')
})

test('an event is past from the day after its last', () => {
  expect(isPast(event, '2026-11-24')).toBe(false)
  expect(isPast(event, '2026-11-25')).toBe(true)
})

test('grouping by month loses nothing and keeps the order', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const list = fc
    .array(day)
    .map((days) =>
      days
        .sort()
        .map((startsOn) => ({ startsOn, endsOn: startsOn, datePrecision: 'day' as const })),
    )
  fc.assert(
    fc.property(list, (events) => {
      const months = byMonth(events)
      expect(months.flatMap((month) => month.events)).toEqual(events)
      expect(new Set(months.map(({ month }) => month)).size).toBe(months.length)
    }),
  )
})

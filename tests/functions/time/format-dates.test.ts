import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asUtc } from '#functions/time/day.ts'
import {
  type EventDates,
  instantText,
  longDates,
  shortDates,
  utcOffset,
  zoneCity,
} from '#functions/time/format-dates.ts'

const dates = (
  startsOn: string,
  endsOn = startsOn,
  datePrecision: EventDates['datePrecision'] = 'day',
): EventDates => ({ startsOn, endsOn, datePrecision })

test.each([
  [dates('2026-11-21'), '21 Nov 2026', 'Saturday 21 November 2026'],
  [
    dates('2026-11-21', '2026-11-24'),
    /^21 ?– ?24 Nov 2026$/,
    'Saturday 21 to Tuesday 24 November 2026',
  ],
  [
    dates('2026-11-30', '2026-12-02'),
    '30 Nov – 2 Dec 2026',
    'Monday 30 November to Wednesday 2 December 2026',
  ],
  [
    dates('2026-12-30', '2027-01-02'),
    '30 Dec 2026 – 2 Jan 2027',
    'Wednesday 30 December 2026 to Saturday 2 January 2027',
  ],
  [dates('2026-03-01', '2026-03-31', 'month'), 'March 2026', 'Some time in March 2026'],
  [dates('2026-01-01', '2026-12-31', 'year'), '2026', 'Some time in 2026'],
])('%o is told short and long', (when, short, long) => {
  expect(shortDates(when)).toEqual(expect.stringMatching(short))
  expect(longDates(when)).toBe(long)
})

test('both ways of telling name the first and the last day, whatever the range', () => {
  const start = fc.integer({ min: 0, max: 40_000 })
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 400 }), (first, length) => {
      const [from, to] = [first, first + length].map((days) =>
        new Date(days * 86_400_000).toISOString().slice(0, 10),
      ) as [string, string]
      for (const told of [shortDates(dates(from, to)), longDates(dates(from, to))]) {
        expect(told).toContain(String(asUtc(from).getUTCDate()))
        expect(told).toContain(String(asUtc(to).getUTCDate()))
        expect(told).toContain(to.slice(0, 4))
        expect(told).not.toMatch(/[\u2009\u202f\u00a0,]/)
      }
    }),
  )
})

test('a short range is told as Intl tells it', () => {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  const intl = new Intl.DateTimeFormat('en-GB', options)
  const start = fc.integer({ min: 0, max: 40_000 })
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 400 }), (first, length) => {
      const [from, to] = [first, first + length].map((days) => new Date(days * 86_400_000)) as [
        Date,
        Date,
      ]
      const days = dates(from.toISOString().slice(0, 10), to.toISOString().slice(0, 10))
      // Engines disagree on the spaces around the dash.
      const told = intl.formatRange(from, to).replaceAll(/[\u2009\u202f\u00a0]/g, ' ')
      expect(shortDates(days).replaceAll(' – ', '–')).toBe(told.replaceAll(' – ', '–'))
    }),
  )
})

test.each([
  ['Asia/Kolkata', '2026-05-01', 'UTC+5:30'],
  ['America/New_York', '2026-01-10', 'UTC−5'],
  ['America/New_York', '2026-07-10', 'UTC−4'],
  ['Europe/London', '2026-01-10', 'UTC'],
])('%s stands on %s at %s', (zone, day, offset) => {
  expect(utcOffset(zone, day)).toBe(offset)
})

test('a zone goes by its city, an instant by its UTC time', () => {
  expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(instantText(new Date('2026-11-21T14:05:59Z'))).toBe('21 Nov 2026, 14:05 UTC')
})

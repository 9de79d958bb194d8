import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asUtc, daysBetween, monthOf, monthsFrom } from '#functions/time/day.ts'

const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('the days between two days are what one must add to reach the other', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
      const to = new Date(asUtc(from).getTime() + days * 86_400_000).toISOString().slice(0, 10)
      expect(daysBetween(from, to)).toBe(days)
    }),
  )
})

test('text order of days is their order in time', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0)
    }),
  )
})

test('months follow one another, over the year’s end', () => {
  expect(monthsFrom('2026-11', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
  expect(monthsFrom(monthOf('2026-02-28'), 1)).toEqual(['2026-02'])
})

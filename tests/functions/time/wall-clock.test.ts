import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, isZone, msToWall, wallAt } from '#functions/time/wall-clock.ts'

test.each([
  ['Europe/Berlin', '2030-03-30 10:00:00', '2030-03-30T09:00:00.000Z'],
  ['Europe/Berlin', '2030-03-31 10:00:00', '2030-03-31T08:00:00.000Z'],
  ['Asia/Kolkata', '2030-03-31 10:00:00', '2030-03-31T04:30:00.000Z'],
  // The hour that comes twice, and the one that is leapt over.
  ['Europe/Berlin', '2030-10-27 02:30:00', '2030-10-27T00:30:00.000Z'],
  ['Europe/Berlin', '2030-03-31 02:30:00', '2030-03-31T01:30:00.000Z'],
])('D1: in %s a clock shows %s at %s', (zone, wall, instant) => {
  expect(instantOf(wall, zone).toISOString()).toBe(instant)
})

test('D1: what a clock shows is found again, but for an hour that comes twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      (ms, zone) => {
        const wall = wallAt(new Date(ms), zone)
        expect(wallAt(instantOf(wall, zone), zone)).toBe(wall)
        expect(instantOf(wall, zone).getTime()).toBeLessThanOrEqual(ms)
      },
    ),
  )
})

test('days are counted on the wall', () => {
  expect(msToWall(Date.UTC(2030, 1, 28, 23, 59, 59) + 1_000)).toBe('2030-03-01 00:00:00')
})

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
])('%j is a zone: %s', (zone, is) => {
  expect(isZone(zone)).toBe(is)
})

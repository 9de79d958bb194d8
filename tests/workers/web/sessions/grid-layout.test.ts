import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionSummary } from '#functions/sessions/session.ts'
import { msToWall, wallToMs } from '#functions/time/wall-clock.ts'
import { layOut, type Placed } from '#workers/web/sessions/grid-layout.ts'
import { minuteClasses } from '#workers/web/sessions/minute-classes.ts'

const MINUTE_MS = 60_000
const day = wallToMs('2026-06-01 00:00:00')
/** So many minutes after midnight. */
const at = (minute: number) => msToWall(day + minute * MINUTE_MS)
const minuteOf = ({ session: { startsAt } }: Placed) => (wallToMs(startsAt ?? '') - day) / MINUTE_MS

const session = (room: string | null, from: number, to: number, track: string | null = null) =>
  ({ room, track, startsAt: at(from), endsAt: at(to) }) as SessionSummary

const anySession = fc
  .record({
    room: fc.constantFrom('A', 'B', 'C', null),
    start: fc.option(fc.integer({ min: 480, max: 1500 })),
    minutes: fc.integer({ min: 0, max: 130 }),
  })
  .map(({ room, start, minutes }) =>
    start === null
      ? ({ room, startsAt: null, endsAt: null } as SessionSummary)
      : session(room, start, start + minutes),
  )
// As a query answers them.
const anyDay = fc
  .array(anySession, { maxLength: 30 })
  .map((sessions) =>
    sessions.toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? '')),
  )

const placedOf = (sessions: readonly SessionSummary[]) =>
  layOut(sessions).columns.flatMap(({ lanes }) => lanes.flat())

test('every timed session is in the grid once, as high as it is long, and none covers another', () => {
  fc.assert(
    fc.property(anyDay, (sessions) => {
      const timed = sessions.filter(({ startsAt }) => startsAt !== null)
      const placed = placedOf(sessions)
      expect(placed).toHaveLength(timed.length)
      expect(new Set(placed.map((one) => one.session))).toEqual(new Set(timed))
      for (const one of placed) {
        const { startsAt, endsAt } = one.session
        const minutes = (wallToMs(endsAt ?? '') - wallToMs(startsAt ?? '')) / MINUTE_MS
        expect(one.minutes).toBe(Math.max(5, minutes))
      }
      for (const { lanes } of layOut(sessions).columns)
        for (const lane of lanes)
          for (const [index, { top }] of lane.entries()) {
            const above = lane[index - 1]
            if (above) expect(above.top + above.minutes).toBeLessThanOrEqual(top)
          }
    }),
  )
})

test('a minute has one height, but an hour and more in which nothing is on is folded', () => {
  fc.assert(
    fc.property(anyDay, (sessions) => {
      const placed = placedOf(sessions).toSorted((a, b) => minuteOf(a) - minuteOf(b))
      let until = Number.NEGATIVE_INFINITY
      for (const [index, one] of placed.entries()) {
        const before = placed[index - 1]
        if (before) {
          until = Math.max(until, minuteOf(before) + before.minutes)
          const gap = minuteOf(one) - until
          const drawn = one.top - before.top - (minuteOf(one) - minuteOf(before))
          expect(drawn).toBe(gap >= 60 ? 15 - gap : 0)
        }
      }
    }),
  )
})

test('as many columns stand beside each other in a room as it holds sessions at once', () => {
  const together = layOut([session('A', 600, 660), session('A', 600, 630), session('A', 630, 700)])
  expect(together.columns[0]?.lanes.map((lane) => lane.map(minuteOf))).toEqual([[600], [600, 630]])
  const alone = layOut([session('A', 600, 660), session('A', 660, 700), session('B', 600, 660)])
  expect(alone.columns.map(({ name, lanes }) => [name, lanes.length])).toEqual([
    ['A', 1],
    ['B', 1],
  ])
})

test('the axis has each half hour, says when it goes on after a gap, and how long that was', () => {
  const { marks, folds, minutes, shortest } = layOut([
    session('A', 610, 640),
    session('B', 640, 660),
    session('A', 720, 730),
    // A minute less than an hour is no gap.
    session('A', 789, 800),
    session('B', 865, 885),
  ])
  expect(marks.map((mark) => [mark.at.slice(11, 16), mark.top])).toEqual([
    ['10:00', 0],
    ['10:30', 30],
    ['12:00', 75],
    ['12:30', 105],
    ['13:00', 135],
    ['14:25', 170],
  ])
  expect(folds).toEqual([
    { top: 60, minutes: 60 },
    { top: 155, minutes: 65 },
  ])
  expect([minutes, shortest]).toEqual([190, 10])
})

test('what has no room comes first; where no session has a room, tracks are the columns', () => {
  const names = (sessions: SessionSummary[]) => layOut(sessions).columns.map(({ name }) => name)
  expect(names([session('B', 0, 9), session(null, 9, 19), session('A', 9, 19)])).toEqual([
    ...[null, 'B', 'A'],
  ])
  expect(names([session(null, 0, 9, 'Go'), session(null, 0, 9, 'Rust')])).toEqual(['Go', 'Rust'])
})

test('so many minutes are told by a class for each digit', () => {
  const worth = { k: 1000, c: 100, x: 10, y: 1 } as const
  fc.assert(
    fc.property(fc.nat(9999), (minutes) => {
      const classes = minuteClasses(minutes).split(' ').filter(Boolean)
      const values = classes.map((one) => worth[one[0] as 'k'] * Number(one.slice(1)))
      expect(values.reduce((sum, value) => sum + value, 0)).toBe(minutes)
      expect(classes.every((one) => /^[kcxy][1-9]$/.test(one))).toBe(true)
    }),
  )
  expect(minuteClasses(123_456)).toBe('k9 c9 x9 y9')
})

test('what is said to last for centuries takes a day of the grid', () => {
  const endless = { ...session('A', 600, 660), endsAt: '9999-12-31 23:59:00' }
  const { minutes, marks } = layOut([endless, session('B', 600, 660)])
  expect([minutes, marks.length]).toEqual([24 * 60, 48])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionSummary } from '#functions/sessions/session.ts'
import { layOut } from '#workers/web/sessions/grid-cells.ts'

const at = (slot: number) => `2026-06-01 ${String(8 + slot).padStart(2, '0')}:00:00`

const anySession = fc
  .record({
    room: fc.constantFrom('A', 'B', 'C', null),
    start: fc.option(fc.integer({ min: 0, max: 10 })),
    slots: fc.integer({ min: 0, max: 4 }),
  })
  .map(
    ({ room, start, slots }) =>
      ({
        room,
        startsAt: start === null ? null : at(start),
        endsAt: start === null ? null : at(start + slots),
      }) as SessionSummary,
  )

test('every timed session is in the grid once, and every row fills each column exactly once', () => {
  fc.assert(
    fc.property(fc.array(anySession, { maxLength: 40 }), (sessions) => {
      const { rooms, rows } = layOut(sessions)
      const shown = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.sessions ?? []))
      expect(new Set(shown)).toEqual(new Set(sessions.filter(({ startsAt }) => startsAt)))
      expect(shown).toHaveLength(sessions.filter(({ startsAt }) => startsAt).length)
      const covered = rows.map(() => rooms.map(() => 0))
      rows.forEach(({ cells }, row) => {
        expect(cells).toHaveLength(rooms.length)
        cells.forEach((cell, column) => {
          for (let down = 0; down < (cell?.rows ?? 0); down++) {
            const line = covered[row + down]
            if (line) line[column] = (line[column] ?? 0) + 1
          }
        })
      })
      expect(covered.flat().every((times) => times === 1)).toBe(true)
    }),
  )
})

test('a session stands beside all that starts while it is on, and what has no room comes first', () => {
  const session = (room: string | null, from: number, to: number) =>
    ({ room, startsAt: at(from), endsAt: at(to) }) as SessionSummary
  const long = session('A', 0, 3)
  const { rooms, rows } = layOut([
    long,
    session('B', 0, 1),
    session('B', 1, 2),
    session(null, 3, 4),
  ])
  expect(rooms).toEqual([null, 'A', 'B'])
  expect(rows[0]?.cells[1]).toEqual({ sessions: [long], rows: 2 })
})

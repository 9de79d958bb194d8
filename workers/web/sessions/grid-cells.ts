import type { SessionSummary } from '#functions/sessions/session.ts'
import type { WallTime } from '#functions/time/wall-clock.ts'

/** A stretch of a room's day: what starts there then, or nothing. It stands in so many rows. */
export type Cell = { readonly sessions: readonly SessionSummary[]; readonly rows: number }

/** One start. A cell is undefined where one from above still stands. */
export type GridRow = {
  readonly startsAt: WallTime
  readonly cells: readonly (Cell | undefined)[]
}

export type Grid = {
  /** The names of the columns; null is for what has no room. */
  readonly rooms: readonly (string | null)[]
  readonly rows: readonly GridRow[]
}

/**
 * Sessions as a table of starts by rooms. In every row, the cells and those that reach into it fill
 * each column exactly once. A session reaches down to its end, or to the next start in its room if
 * that is earlier; sessions without times are left out.
 */
export function layOut(sessions: readonly SessionSummary[]): Grid {
  const timed = sessions.filter(({ startsAt }) => startsAt !== null)
  const starts = [...new Set(timed.map(({ startsAt }) => startsAt as WallTime))].sort()
  const byRoom = Map.groupBy(timed, ({ room }) => room)
  // What has no room is for everybody, so it comes first.
  const rooms = [...byRoom.keys()].sort((a, b) => Number(b === null) - Number(a === null))
  const columns = rooms.map((room) => fillColumn(byRoom.get(room) ?? [], starts))
  return {
    rooms,
    rows: starts.map((startsAt, row) => ({
      startsAt,
      cells: columns.map((column) => column[row]),
    })),
  }
}

function fillColumn(sessions: readonly SessionSummary[], starts: readonly WallTime[]) {
  const byStart = Map.groupBy(sessions, ({ startsAt }) => startsAt)
  const column: (Cell | undefined)[] = starts.map(() => undefined)
  for (let row = 0; row < starts.length; ) {
    const together = byStart.get(starts[row] ?? null) ?? []
    const until = together.reduce(
      (last, { endsAt }) => (endsAt && endsAt > last ? endsAt : last),
      '',
    )
    let end = row + 1
    while (
      end < starts.length &&
      !byStart.has(starts[end] ?? null) &&
      (together.length === 0 || (starts[end] ?? '') < until)
    )
      end += 1
    column[row] = { sessions: together, rows: end - row }
    row = end
  }
  return column
}

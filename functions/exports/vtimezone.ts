import { tzOffset } from '@date-fns/tz'
import { msToWall } from '../time/wall-clock.ts'

const MINUTE_MS = 60_000
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS
/** Further back than any zone has gone without a change that it makes every year. */
const LOOK_BACK_MS = 57 * WEEK_MS

/** From when on a zone's clocks have an offset (minutes east of UTC), and which one they had before. */
export type Observance = {
  /** On the clocks as they were before: `YYYY-MM-DD HH:MM:SS`. */
  readonly onset: string
  readonly fromMinutes: number
  readonly toMinutes: number
  readonly isDaylight: boolean
}

/**
 * What a VTIMEZONE has to say for a period: the offset with which it begins, since when, and every
 * change in it. A zone that keeps its offset has one observance.
 */
export function observancesIn(zone: string, from: Date, to: Date): Observance[] {
  const changes = changesBetween(zone, from.getTime() - LOOK_BACK_MS, to.getTime())
  const before = changes.filter(({ at }) => at <= from.getTime()).slice(-1)
  const during = changes.filter(({ at }) => at > from.getTime())
  const first = tzOffset(zone, from)
  const standing = { onset: '1970-01-01 00:00:00', fromMinutes: first, toMinutes: first }
  const base = before.length === 0 ? [{ ...standing, isDaylight: false }] : []
  return [...base, ...[...before, ...during].map(({ at, ...rest }) => toObservance(at, rest))]
}

type Change = { readonly at: number; readonly fromMinutes: number; readonly toMinutes: number }

/** Clocks that go forward save daylight, but for the few that go back in winter, as in Dublin: to calendars it is one. */
const toObservance = (at: number, { fromMinutes, toMinutes }: Omit<Change, 'at'>): Observance => ({
  onset: msToWall(at + fromMinutes * MINUTE_MS),
  fromMinutes,
  toMinutes,
  isDaylight: toMinutes > fromMinutes,
})

function changesBetween(zone: string, fromMs: number, toMs: number): Change[] {
  const offsetAt = (ms: number) => tzOffset(zone, new Date(ms))
  const changes: Change[] = []
  for (let at = fromMs; at < toMs; at += WEEK_MS) {
    const end = Math.min(at + WEEK_MS, toMs)
    const [fromMinutes, toMinutes] = [offsetAt(at), offsetAt(end)]
    if (fromMinutes !== toMinutes)
      changes.push({
        at: firstMinute(at, end, (ms) => offsetAt(ms) === toMinutes),
        fromMinutes,
        toMinutes,
      })
  }
  return changes
}

/** The first whole minute in a span of which something holds from there on. */
function firstMinute(fromMs: number, toMs: number, holds: (ms: number) => boolean): number {
  let [low, high] = [Math.floor(fromMs / MINUTE_MS), Math.ceil(toMs / MINUTE_MS)]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (holds(middle * MINUTE_MS)) high = middle
    else low = middle
  }
  return high * MINUTE_MS
}

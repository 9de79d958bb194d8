import { memoize } from '#functions/memoize.ts'
import type { SessionSummary } from '#functions/sessions/session.ts'
import { msToWall, type WallTime, wallToMs } from '#functions/time/wall-clock.ts'

const MINUTE_MS = 60_000
/** What is shorter is drawn as if it took so long, or else it could not be pressed. */
const MIN_MINUTES = 5
/** What is longer is drawn as if it took a day: a calendar may say that something lasts until the year 9999. */
const MAX_MINUTES = 24 * 60
/** A gap of this length in all rooms, or a longer one, is drawn as if it took `FOLDED_MINUTES`. */
const MIN_GAP_MINUTES = 60
const FOLDED_MINUTES = 15
const BETWEEN_MARKS = 30

/** A session and where it is drawn, in minutes from the top. */
export type Placed = {
  readonly session: SessionSummary
  readonly top: number
  readonly minutes: number
}

export type Column = {
  /** Null for what has no room. */
  readonly name: string | null
  /** Beside each other; in each, one session after the other. More than one only where a room holds several at once. */
  readonly lanes: readonly (readonly Placed[])[]
}

export type Grid = {
  readonly columns: readonly Column[]
  /** What the axis says: each half hour, and when it goes on after a gap. */
  readonly marks: readonly { readonly at: WallTime; readonly top: number }[]
  /** Where gaps are folded, and how long they are. */
  readonly folds: readonly { readonly top: number; readonly minutes: number }[]
  /** Its height. */
  readonly minutes: number
  /** The least height of a session. */
  readonly shortest: number
}

/** Minutes on the event's own clock. `session` is what takes them. */
type Span = { readonly session: SessionSummary; readonly from: number; readonly to: number }
/** Time without a long gap. What comes `before` it in the grid is drawn above it. */
type Stretch = { readonly from: number; to: number; readonly before: number }

/**
 * Lays a day out to scale, by rooms, or by tracks where no session has a room: every minute has one
 * height, but in gaps of an hour or more, which are folded. Sessions without times are left out.
 */
export function layOut(sessions: readonly SessionSummary[]): Grid {
  const spans = sessions.flatMap(spanOf).sort((a, b) => a.from - b.from)
  const stretches = findStretches(spans)
  const last = stretches.at(-1)
  const place = ({ session, from, to }: Span): Placed => {
    const { from: start, before } = stretches.findLast((one) => one.from <= from) as Stretch
    return { session, top: before + from - start, minutes: to - from }
  }
  const by = spans.some(({ session }) => session.room !== null) ? 'room' : 'track'
  const columns = [...Map.groupBy(spans, ({ session }) => session[by])].map(([name, within]) => ({
    name,
    lanes: partition(within).map((lane) => lane.map(place)),
  }))
  return {
    // What has no room is for everybody, so it comes first.
    columns: columns.sort((a, b) => Number(b.name === null) - Number(a.name === null)),
    marks: stretches.flatMap(marksOf),
    folds: stretches.slice(1).map(({ from, before }, index) => ({
      top: before - FOLDED_MINUTES,
      minutes: from - (stretches[index]?.to ?? from),
    })),
    minutes: last ? last.before + last.to - last.from : 0,
    shortest: spans.reduce((least, { from, to }) => Math.min(least, to - from), Infinity),
  }
}

function spanOf(session: SessionSummary): Span[] {
  const { startsAt, endsAt } = session
  if (startsAt === null || endsAt === null) return []
  const [from, to] = [minuteAt(startsAt), minuteAt(endsAt)]
  const minutes = Math.min(Math.max(to - from, MIN_MINUTES), MAX_MINUTES)
  return [{ session, from, to: from + minutes }]
}

/** A thousand sessions start and end at the same few times. */
const minuteAt = memoize((at) => Math.round(wallToMs(at) / MINUTE_MS))

/** Of spans in the order of their starts. */
function findStretches(spans: readonly Span[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const { from, to } of spans) {
    const last = stretches.at(-1)
    if (last && from - last.to < MIN_GAP_MINUTES) last.to = Math.max(last.to, to)
    else
      stretches.push(
        last
          ? { from, to, before: last.before + last.to - last.from + FOLDED_MINUTES }
          : { from: from - (from % BETWEEN_MARKS), to, before: 0 },
      )
  }
  return stretches
}

function marksOf({ from, to, before }: Stretch) {
  const minutes = [from]
  const first = Math.ceil((from + BETWEEN_MARKS / 2) / BETWEEN_MARKS) * BETWEEN_MARKS
  for (let at = first; at < to; at += BETWEEN_MARKS) minutes.push(at)
  return minutes.map((at) => ({ at: msToWall(at * MINUTE_MS), top: before + at - from }))
}

/** As few lanes as there can be: each session goes into the first one that is free by then. */
function partition(spans: readonly Span[]): Span[][] {
  const lanes: Span[][] = []
  for (const span of spans) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= span.from)
    if (free) free.push(span)
    else lanes.push([span])
  }
  return lanes
}

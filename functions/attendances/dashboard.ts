import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type AttendanceRole, attendances, events } from '#db/schema/index.ts'
import type { Actor } from '../deps.ts'
import type { EventSummary } from '../events/event.ts'
import {
  city,
  country,
  eventColumns,
  isPast,
  isUpcoming,
  withPlace,
} from '../events/event-columns.ts'

const UPCOMING_LIMIT = 200
const PAST_LIMIT = 50

export type MarkedEvent = EventSummary & { readonly role: AttendanceRole }
export type Dashboard = {
  /** What to look forward to: the first they attend, or else the first they track. */
  readonly next: MarkedEvent | null
  /** Soonest first. */
  readonly upcoming: readonly MarkedEvent[]
  /** Latest first. */
  readonly past: readonly MarkedEvent[]
}

/** Personal. What someone attends and tracks, in one trip. */
export async function getDashboard(
  db: Database,
  { actor, now }: { actor: Actor; now: Date },
): Promise<Dashboard> {
  const marked = () =>
    db
      .select({ ...eventColumns, role: attendances.role })
      .from(attendances)
      .innerJoin(events, eq(events.id, attendances.eventId))
      .leftJoin(city, withPlace.city)
      .leftJoin(country, withPlace.country)
      .$dynamic()
  const mine = and(eq(attendances.personId, actor.personId), ne(events.visibility, 'hidden'))
  const [upcoming, past] = await db.batch([
    marked()
      .where(and(mine, isUpcoming(now)))
      .orderBy(asc(events.startsOn), asc(events.id))
      .limit(UPCOMING_LIMIT),
    marked()
      .where(and(mine, isPast(now)))
      .orderBy(desc(events.startsOn), desc(events.id))
      .limit(PAST_LIMIT),
  ])
  return { next: findNext(upcoming), upcoming, past }
}

function findNext(upcoming: readonly MarkedEvent[]): MarkedEvent | null {
  const on = upcoming.filter(({ status }) => status !== 'cancelled' && status !== 'postponed')
  return on.find(({ role }) => role === 'attending') ?? on[0] ?? null
}

import { and, asc, desc, eq, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { type AttendanceRole, attendances, eventCounts, events } from '#db/schema/index.ts'
import { signedInPerson } from '../accounts/live-session.ts'
import type { Account } from '../deps.ts'
import type { EventCard } from '../events/event.ts'
import {
  city,
  clockAt,
  countColumns,
  country,
  eventColumns,
  facesJson,
  isPast,
  isUpcoming,
  withCounts,
  withPlace,
} from '../events/event-columns.ts'
import { CLOCK } from '../events/event-filter.ts'
import { isShown } from '../events/visibility.ts'

const UPCOMING_LIMIT = 200
const PAST_LIMIT = 50

export type MarkedEvent = EventCard & { readonly role: AttendanceRole }
export type Dashboard = {
  /** What to look forward to: the first they attend, or else the first they track. */
  readonly next: MarkedEvent | null
  /** Soonest first. */
  readonly upcoming: readonly MarkedEvent[]
  /** Latest first. */
  readonly past: readonly MarkedEvent[]
}

export const dashboardPage = pageQuery(
  'dashboard',
  { always: [...CLOCK, 'accountId', 'sessionId'] },
  (db, { accountId, sessionId, ...clock }: Placeholders<Account & ReturnType<typeof clockAt>>) => {
    const isMine = eq(attendances.personId, signedInPerson(db, { accountId, sessionId }))
    return [
      selectMarked(db, and(isMine, isUpcoming(clock)), asc, UPCOMING_LIMIT),
      selectMarked(db, and(isMine, isPast(clock)), desc, PAST_LIMIT),
    ]
  },
)

/** First which events, then what their cards show. */
function selectMarked(db: Database, mine: SQL | undefined, order: typeof asc, limit: number) {
  const page = db
    .select({ id: events.id, startsOn: events.startsOn, role: attendances.role })
    .from(attendances)
    .innerJoin(events, eq(events.id, attendances.eventId))
    .where(and(mine, isShown))
    .orderBy(order(events.startsOn), order(events.id))
    .limit(limit)
    .as('page')
  return db
    .select({ ...eventColumns, ...countColumns, faces: facesJson.as('faces'), role: page.role })
    .from(page)
    .innerJoin(events, eq(events.id, page.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .leftJoin(eventCounts, withCounts)
    .orderBy(order(page.startsOn), order(page.id))
}

/** Personal. What whoever is signed in attends and tracks, in one trip. */
export async function getDashboard(
  db: Database,
  { account: { accountId, sessionId }, now }: { account: Account; now: Date },
): Promise<Dashboard> {
  const [upcoming, past] = await dashboardPage(db, { ...clockAt(now), accountId, sessionId })
  return { next: findNext(upcoming), upcoming, past }
}

function findNext(upcoming: readonly MarkedEvent[]): MarkedEvent | null {
  const on = upcoming.filter(({ status }) => status !== 'cancelled' && status !== 'postponed')
  return on.find(({ role }) => role === 'attending') ?? on[0] ?? null
}

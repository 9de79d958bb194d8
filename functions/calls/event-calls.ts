import { asc, eq, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { calls, events } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventSummary } from '../events/event.ts'
import { selectEvent } from '../events/event-at.ts'
import { isShownAt } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import type { Call } from './call.ts'

const CALLS_SHOWN = 50

/** What a `Call` is made of. */
export const callColumns = {
  id: calls.id,
  kind: calls.kind,
  url: calls.url,
  opensAt: calls.opensAt,
  deadline: calls.deadline,
  deadlineZone: calls.deadlineZone,
  deadlineIsDay: calls.deadlineIsDay,
  paysTravel: calls.paysTravel,
  note: calls.note,
} as const

/** All calls of the event that `where` tells, the earliest deadline first. */
export const selectCallsOf = (db: Database, where: SQL | undefined) =>
  db
    .select(callColumns)
    .from(calls)
    .innerJoin(events, eq(events.id, calls.eventId))
    .where(where)
    .orderBy(asc(calls.deadline), asc(calls.id))
    .limit(CALLS_SHOWN)

export type EventCalls = { readonly event: EventSummary; readonly calls: readonly Call[] }

export const eventCallsPage = pageQuery(
  'event_calls',
  { always: ['year', 'slug'] },
  (db, ref: Placeholders<EventRef>) => [selectEvent(db, ref), selectCallsOf(db, isShownAt(ref))],
)

/** Public. One trip. An event's calls, those that have closed too. Throws not_found for an unknown or hidden event. */
export async function getEventCalls(db: Database, ref: EventRef): Promise<EventCalls> {
  const [[event], rows] = await eventCallsPage(db, { year: ref.year, slug: ref.slug })
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  return { event, calls: rows }
}

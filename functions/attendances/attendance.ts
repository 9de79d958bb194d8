import { type SQL, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { violates } from '#db/violates.ts'
import { notFound } from '../errors.ts'
import type { Job } from '../jobs.ts'
import type { Message } from '../messages.ts'
import type { EventRef } from '../paths.ts'

/** The id of the event at an address, within a write: where people may see none the whole write fails. */
export const requireEvent = ({ year, slug }: EventRef) =>
  sql<string>`require_event(${year}::int, ${slug})`

/** What a write that calls `requireEvent` failed with, as people are told it. */
export function eventNotFound(error: unknown): never {
  const isMissing = ['events_shown', 'attendances_event_id_events_id_fk'].some((name) =>
    violates(error, name),
  )
  throw isMissing ? notFound('This event') : error
}

/** What a change of someone's tie to an event sets in motion: the sets, and the pages that show it. */
export function announceAttendance({ ref, personId }: { ref: EventRef; personId: string }) {
  const eventId = requireEvent(ref)
  return [
    announce('update-sets', sql`'eventId', ${eventId}, 'personId', ${personId}::uuid`),
    announce(
      'purge-pages',
      sql`'tags', jsonb_build_array('event-' || ${eventId}, 'person-' || ${personId}::uuid)`,
    ),
  ]
}

/** A message whose payload Postgres makes, since only the write finds out which event it is about. */
const announce = (job: Job, fields: SQL): Message => ({
  id: newId(),
  job,
  payload: sql`jsonb_build_object(${fields})`,
})

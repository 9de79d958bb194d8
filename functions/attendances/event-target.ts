import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { attendances } from '#db/schema/index.ts'
import type { Job } from '../jobs.ts'
import type { Message } from '../messages.ts'
import type { EventRef } from '../paths.ts'
import type { Target } from '../tracking/target.ts'

type Options = {
  /** Whoever attends goes on attending, whatever is pressed by who cannot see that they do. */
  readonly keepsAttending?: boolean
}

/** An event, to attend or to track unless it is off: cancelled, or put off from days that are past. */
export function eventTarget(ref: EventRef, { keepsAttending = false }: Options = {}): Target {
  const id = sql<string>`require_event(${ref.year}::int, ${ref.slug})`
  return {
    name: 'This event',
    taken: 'attend or track it',
    id,
    missing: ['events_shown', 'attendances_event_id_events_id_fk'],
    add: (db, tracking) =>
      db
        .insert(attendances)
        .values({ eventId: openAt(ref, tracking.createdAt), ...tracking })
        .onConflictDoUpdate({
          target: [attendances.eventId, attendances.personId],
          set: { role: sql`excluded.role` },
          setWhere: ne(attendances.role, keepsAttending ? 'attending' : sql`excluded.role`),
        }),
    remove: (db, personId) =>
      db
        .delete(attendances)
        .where(and(eq(attendances.eventId, id), eq(attendances.personId, personId))),
    announce: (personId) => announceAttendance(id, personId),
  }
}

const openAt = ({ year, slug }: EventRef, at: Date) =>
  sql<string>`require_open_event(${year}::int, ${slug}, ${at.toISOString()}::timestamptz)`

/** The sets, and the pages that show it. */
const announceAttendance = (eventId: SQL, personId: string) => [
  announce('update-sets', sql`'eventId', ${eventId}, 'personId', ${personId}::uuid`),
  announce(
    'purge-pages',
    sql`'tags', jsonb_build_array('event-' || ${eventId}, 'person-' || ${personId}::uuid)`,
  ),
]

/** A message whose payload Postgres makes, since only the write finds out which event it is about. */
const announce = (job: Job, fields: SQL): Message => ({
  id: newId(),
  job,
  payload: sql`jsonb_build_object(${fields})`,
})

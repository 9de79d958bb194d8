import { ne, sql } from 'drizzle-orm'
import { type AttendanceRole, attendances } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Actor, Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { EventRef } from '../paths.ts'
import { announceAttendance } from './attendance.ts'
import { getEventId } from './queries.ts'

type Input = { actor: Actor; ref: EventRef; role: AttendanceRole }

/**
 * Attend or track an event, in two round trips. Doing it again changes nothing but the role; of two
 * tabs that disagree the last one wins. Throws `not_found`, and `sign_in_required` when the session
 * has ended.
 */
export async function attendEvent(deps: Deps, { actor, ref, role }: Input): Promise<void> {
  const { personId } = actor
  const eventId = await getEventId(deps.read, ref)

  const attend = deps.write
    .insert(attendances)
    .values({ eventId, personId, role, createdAt: deps.now() })
    .onConflictDoUpdate({
      target: [attendances.eventId, attendances.personId],
      set: { role: sql`excluded.role` },
      setWhere: ne(attendances.role, sql`excluded.role`),
    })
  const messages = announceAttendance({ eventId, personId })
  await deps.commit([attend], { actor, messages }).catch((error) => {
    if (violates(error, 'attendances_event_id_events_id_fk')) throw notFound('This event')
    throw error
  })
}

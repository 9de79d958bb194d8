import { ne, sql } from 'drizzle-orm'
import { type AttendanceRole, attendances } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { EventRef } from '../paths.ts'
import { announceAttendance, eventNotFound, requireEvent } from './attendance.ts'

type Input = { actor: Actor; ref: EventRef; role: AttendanceRole }

/**
 * Attend or track an event, in one round trip. Doing it again changes nothing but the role; of two
 * tabs that disagree the last one wins. Throws `not_found`, and `sign_in_required` when the session
 * has ended.
 */
export async function attendEvent(deps: Deps, { actor, ref, role }: Input): Promise<void> {
  const { personId } = actor
  const attend = deps.write
    .insert(attendances)
    .values({ eventId: requireEvent(ref), personId, role, createdAt: deps.now() })
    .onConflictDoUpdate({
      target: [attendances.eventId, attendances.personId],
      set: { role: sql`excluded.role` },
      setWhere: ne(attendances.role, sql`excluded.role`),
    })
  const messages = announceAttendance({ ref, personId })
  await deps.commit([attend], { actor, messages }).catch(eventNotFound)
}

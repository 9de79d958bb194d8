import { and, eq } from 'drizzle-orm'
import { attendances } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { EventRef } from '../paths.ts'
import { announceAttendance, eventNotFound, requireEvent } from './attendance.ts'

/**
 * Neither attend nor track an event any longer, in one round trip. Doing it again changes nothing.
 * Throws `not_found`, and `sign_in_required` when the session has ended.
 */
export async function leaveEvent(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: EventRef },
): Promise<void> {
  const { personId } = actor
  const leave = deps.write
    .delete(attendances)
    .where(and(eq(attendances.eventId, requireEvent(ref)), eq(attendances.personId, personId)))
  const messages = announceAttendance({ ref, personId })
  await deps.commit([leave], { actor, messages }).catch(eventNotFound)
}

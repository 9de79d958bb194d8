import { and, eq } from 'drizzle-orm'
import { attendances } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { EventRef } from '../paths.ts'
import { announceAttendance } from './attendance.ts'
import { getEventId } from './queries.ts'

/**
 * Neither attend nor track an event any longer, in two round trips. Doing it again changes nothing.
 * Throws `not_found`, and `sign_in_required` when the session has ended.
 */
export async function leaveEvent(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: EventRef },
): Promise<void> {
  const { personId } = actor
  const eventId = await getEventId(deps.read, ref)

  const leave = deps.write
    .delete(attendances)
    .where(and(eq(attendances.eventId, eventId), eq(attendances.personId, personId)))
  await deps.commit([leave], { actor, messages: announceAttendance({ eventId, personId }) })
}

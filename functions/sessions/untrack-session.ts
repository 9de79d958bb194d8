import { and, eq } from 'drizzle-orm'
import { sessionTrackings } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { SessionRef } from './find-moved-session.ts'
import { getSessionId } from './session-id.ts'

/**
 * Track a session no longer, in two round trips. Doing it again changes nothing. Throws `not_found`,
 * and `sign_in_required` when the session has ended.
 */
export async function untrackSession(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: SessionRef },
): Promise<void> {
  const sessionId = await getSessionId(deps.read, ref)
  const untrack = deps.write
    .delete(sessionTrackings)
    .where(
      and(eq(sessionTrackings.sessionId, sessionId), eq(sessionTrackings.personId, actor.personId)),
    )
  await deps.commit([untrack], { actor })
}

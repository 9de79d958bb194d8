import { sessionTrackings } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Actor, Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { SessionRef } from './find-moved-session.ts'
import { getSessionId } from './session-id.ts'

/**
 * Track a session, in two round trips. Doing it again changes nothing, however many tabs do. Throws
 * `not_found`, and `sign_in_required` when the session has ended.
 */
export async function trackSession(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: SessionRef },
): Promise<void> {
  const { personId } = actor
  const sessionId = await getSessionId(deps.read, ref)
  const track = deps.write
    .insert(sessionTrackings)
    .values({ sessionId, personId, createdAt: deps.now() })
    .onConflictDoNothing()
  await deps.commit([track], { actor }).catch((error) => {
    if (violates(error, 'session_trackings_session_id_sessions_id_fk'))
      throw notFound('This session')
    throw error
  })
}

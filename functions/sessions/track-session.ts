import { sessionTrackings } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { SessionRef } from './find-moved-session.ts'
import { requireSession, sessionNotFound } from './require-session.ts'

/**
 * Track a session, in one round trip. Doing it again changes nothing, however many tabs do. Throws
 * `not_found`, and `sign_in_required` when the auth session has ended.
 */
export async function trackSession(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: SessionRef },
): Promise<void> {
  const track = deps.write
    .insert(sessionTrackings)
    .values({
      sessionId: requireSession(ref),
      personId: actor.personId,
      createdAt: deps.now(),
    })
    .onConflictDoNothing()
  await deps.commit([track], { actor }).catch(sessionNotFound)
}

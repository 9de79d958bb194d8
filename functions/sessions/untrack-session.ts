import { and, eq, sql } from 'drizzle-orm'
import { sessionTrackings } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import type { SessionRef } from './find-moved-session.ts'
import { requireSession, sessionNotFound } from './require-session.ts'

/**
 * Track a session no longer, in one round trip. Doing it again changes nothing. Throws `not_found`,
 * and `sign_in_required` when the auth session has ended.
 */
export async function untrackSession(
  deps: Deps,
  { actor, ref }: { actor: Actor; ref: SessionRef },
): Promise<void> {
  const sessionId = requireSession(ref)
  // By itself too: a delete that looks at no row need not ask which session it is about.
  const require = deps.write.execute(sql`select ${sessionId}`)
  const untrack = deps.write
    .delete(sessionTrackings)
    .where(
      and(eq(sessionTrackings.sessionId, sessionId), eq(sessionTrackings.personId, actor.personId)),
    )
  await deps.commit([require, untrack], { actor }).catch(sessionNotFound)
}

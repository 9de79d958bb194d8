import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { authSessions } from '#db/schema/index.ts'
import type { Account, Deps } from '../deps.ts'
import { rateLimit } from '../rate-limits.ts'

export const endedSession = z.object({ session: z.uuid() })

type Input = z.infer<typeof endedSession> & { account: Account }

/**
 * Ends one session of this account, wherever it is, and says whether it did: one that has ended
 * already, or is somebody else's, stays as it is. Throws `sign_in_required` if the session that asks has ended.
 */
export async function endAuthSession(deps: Deps, { account, session }: Input): Promise<boolean> {
  const end = deps.write
    .delete(authSessions)
    .where(and(eq(authSessions.id, session), eq(authSessions.accountId, account.accountId)))
    .returning({ id: authSessions.id })
  const limits = [rateLimit('sign-out', account.sessionId)]
  const [ended] = await deps.commit([end], { actor: account, limits })
  return ended.length > 0
}

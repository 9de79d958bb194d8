import { and, eq } from 'drizzle-orm'
import { authSessions } from '#db/schema/index.ts'
import type { Account, Deps } from '../deps.ts'
import { rateLimit } from '../rate-limits.ts'

/** Ends this session. Resolves to whether it had not ended already, which is fine. */
export async function signOut(deps: Deps, { sessionId, accountId }: Account): Promise<boolean> {
  const end = deps.write
    .delete(authSessions)
    .where(and(eq(authSessions.id, sessionId), eq(authSessions.accountId, accountId)))
    .returning({ id: authSessions.id })
  const [ended] = await deps.commit([end], { limits: [rateLimit('sign-out', sessionId)] })
  return ended.length > 0
}

/**
 * Ends every session of this account, wherever. Throws `sign_in_required` if this one has ended: a
 * cookie that was left behind cannot sign its owner out elsewhere.
 */
export async function signOutEverywhere(deps: Deps, account: Account): Promise<void> {
  const { accountId, sessionId } = account
  const end = deps.write.delete(authSessions).where(eq(authSessions.accountId, accountId))
  await deps.commit([end], { actor: account, limits: [rateLimit('sign-out', sessionId)] })
}

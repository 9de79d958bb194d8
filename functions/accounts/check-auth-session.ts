import { and, eq } from 'drizzle-orm'
import { authSessions } from '#db/schema/index.ts'
import type { Account, Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type AuthSession, sessionEnd } from './auth-session.ts'
import { findAuthSession } from './queries.ts'

/** A session that is used is prolonged at most this often. */
const PROLONG_MS = 86_400_000

/**
 * The session as it is now, prolonged once a day; null once it has ended. A replica may not know a
 * new session yet, so only the primary can say that there is none. In two trips at most.
 */
export async function checkAuthSession(deps: Deps, account: Account): Promise<AuthSession | null> {
  const found = await findAuthSession(deps.read, account)
  if (!found) return findAuthSession(deps.write, account)
  const expiresAt = sessionEnd(deps.now())
  if (expiresAt.getTime() - found.expiresAt.getTime() < PROLONG_MS) return found

  const { sessionId, accountId } = account
  const prolong = deps.write
    .update(authSessions)
    .set({ expiresAt })
    .where(and(eq(authSessions.id, sessionId), eq(authSessions.accountId, accountId)))
  try {
    await deps.commit([prolong], { actor: account })
    return { ...found, expiresAt }
  } catch (error) {
    // Read-only, or the primary is away: it can be prolonged next time.
    if (error instanceof DomainError && error.code === 'unavailable') return found
    if (error instanceof DomainError && error.code === 'sign_in_required') return null
    throw error
  }
}

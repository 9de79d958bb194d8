import { sql } from 'drizzle-orm'
import { authSessions } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type AuthSession, SESSION_MAX_MS, SESSION_TTL_MS } from './auth-session.ts'
import { isAlive } from './live-session.ts'

/**
 * Lets a session that is in use last longer, up to the end of its longest time, and tells when it
 * ends now; null once it has ended. While nothing can be written it stays as it is.
 */
export async function prolongAuthSession(
  deps: Deps,
  session: AuthSession,
): Promise<AuthSession | null> {
  const unused = new Date(deps.now().getTime() + SESSION_TTL_MS).toISOString()
  const longest = sql`${authSessions.createdAt} + ${SESSION_MAX_MS / 1000} * interval '1 second'`
  const prolong = deps.write
    .update(authSessions)
    .set({ expiresAt: sql`least(${unused}::timestamptz, ${longest})` })
    .where(isAlive(session))
    .returning({ createdAt: authSessions.createdAt, expiresAt: authSessions.expiresAt })
  try {
    const [[row]] = await deps.commit([prolong])
    return row ? { ...session, ...row } : null
  } catch (error) {
    // Read-only, or the primary is away: it can be prolonged next time.
    if (error instanceof DomainError && error.code === 'unavailable') return session
    throw error
  }
}

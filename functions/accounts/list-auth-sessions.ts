import { and, desc, eq, exists, gt, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { authSessions } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'
import { isAlive } from './live-session.ts'

const LIMIT = 50

/**
 * Personal. Where this account is signed in, this browser first and then the newest. Nothing once this
 * session has ended: it must not learn of the others.
 */
export async function listAuthSessions(db: Database, account: Account) {
  const { sessionId, accountId } = account
  const isThis = eq(authSessions.id, sessionId)
  const asking = db.select({ id: authSessions.id }).from(authSessions).where(isAlive(account))
  return await db
    .select({
      id: authSessions.id,
      createdAt: authSessions.createdAt,
      expiresAt: authSessions.expiresAt,
      isThis: sql<boolean>`${isThis}`.mapWith(Boolean),
    })
    .from(authSessions)
    .where(
      and(
        eq(authSessions.accountId, accountId),
        gt(authSessions.expiresAt, sql`now()`),
        exists(asking),
      ),
    )
    .orderBy(desc(isThis), desc(authSessions.createdAt))
    .limit(LIMIT)
}

export type ListedSession = Awaited<ReturnType<typeof listAuthSessions>>[number]

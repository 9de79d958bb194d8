import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { authSessions } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'

const LIMIT = 50

/**
 * Personal. Where this account is signed in, this browser first and then the newest. Nothing once this
 * session has ended: it must not learn of the others.
 */
export async function listAuthSessions(db: Database, { sessionId, accountId }: Account) {
  const isThis = eq(authSessions.id, sessionId)
  const found = await db
    .select({
      id: authSessions.id,
      createdAt: authSessions.createdAt,
      expiresAt: authSessions.expiresAt,
      isThis: sql<boolean>`${isThis}`.mapWith(Boolean),
    })
    .from(authSessions)
    .where(and(eq(authSessions.accountId, accountId), gt(authSessions.expiresAt, sql`now()`)))
    .orderBy(desc(isThis), desc(authSessions.createdAt))
    .limit(LIMIT)
  return found[0]?.isThis ? found : []
}

export type ListedSession = Awaited<ReturnType<typeof listAuthSessions>>[number]

import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { authSessions, people, signInTokens } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'
import type { AuthSession } from './auth-session.ts'
import { hashToken } from './sign-in-token.ts'

/** Personal. Whose link this is, while it can be used; null once it was used or has expired. */
export async function findSignInLink(
  db: Database,
  { token, now }: { token: string; now: Date },
): Promise<{ email: string } | null> {
  const tokenHash = await hashToken(token)
  if (!tokenHash) return null
  const [link] = await db
    .select({ email: signInTokens.email })
    .from(signInTokens)
    .where(and(eq(signInTokens.tokenHash, tokenHash), gt(signInTokens.expiresAt, now)))
  return link ?? null
}

/** Personal. The session as it is now; null once it has ended. */
export async function findAuthSession(
  db: Database,
  { sessionId, accountId }: Account,
): Promise<AuthSession | null> {
  const [session] = await db
    .select({ personId: people.id, expiresAt: authSessions.expiresAt })
    .from(authSessions)
    .leftJoin(people, eq(people.accountId, authSessions.accountId))
    .where(
      and(
        eq(authSessions.id, sessionId),
        eq(authSessions.accountId, accountId),
        gt(authSessions.expiresAt, sql`now()`),
      ),
    )
  return session ? { sessionId, accountId, ...session } : null
}

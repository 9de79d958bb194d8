import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { signInTokens } from '#db/schema/index.ts'
import { hashToken } from './sign-in-token.ts'
import { MAX_TRIES } from './use-sign-in-mail.ts'

type Input = { token: string; asked: readonly string[]; now: Date }

/**
 * Personal. Whose link this is, while the browser that `asked` can use it; null in any other browser,
 * and once it was used, was tried too often or has expired. Writes nothing: mail scanners follow links.
 */
export async function findSignInLink(
  db: Database,
  { token, asked, now }: Input,
): Promise<{ email: string } | null> {
  const tokenHash = hashToken(token)
  if (!tokenHash || asked.length === 0) return null
  const [link] = await db
    .select({ email: signInTokens.email })
    .from(signInTokens)
    .where(
      and(
        eq(signInTokens.tokenHash, tokenHash),
        inArray(signInTokens.id, [...asked]),
        gt(signInTokens.expiresAt, now),
        lt(signInTokens.tries, MAX_TRIES),
      ),
    )
  return link ?? null
}

/**
 * Personal. The mail that this browser asked for last, by the ids of those that it `asked` for: where it
 * went, and what it leads on to. Null where there is none that could still be used.
 */
export async function findAskedMail(
  db: Database,
  { asked, now }: Omit<Input, 'token'>,
): Promise<{ email: string; next: string | null } | null> {
  if (asked.length === 0) return null
  const [mail] = await db
    .select({ email: signInTokens.email, next: signInTokens.next })
    .from(signInTokens)
    .where(and(inArray(signInTokens.id, [...asked]), gt(signInTokens.expiresAt, now)))
    .orderBy(desc(signInTokens.createdAt), desc(signInTokens.id))
    .limit(1)
  return mail ?? null
}

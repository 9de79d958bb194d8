import { and, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { accounts, authSessions, people, signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type AuthSession, sessionEnd } from './auth-session.ts'
import { deriveCode, hashToken, readCode } from './sign-in-token.ts'

/** What somebody has from a mail: the token in its link, or its code. */
export type Proof = { readonly token: string } | { readonly code: string }

/** `asked` are the ids of the mails that this browser has asked for. */
type Input = { readonly asked: readonly string[]; readonly proof: Proof }

export type UsedMail = { readonly session: AuthSession; readonly next: string | null }

type Row = { account_id: string; person_id: string | null; next: string | null }

/** How often a mail may be tried: a code that is guessed is the right one once in 2^30 times. */
export const MAX_TRIES = 5

/**
 * Uses a sign-in mail up, and signs in the browser that asked for it; an address that is new here gets
 * its account. One trip: of any number of tries at once only the one that deletes the row signs in,
 * and none after the fifth. Null for a mail that was used, has expired, was asked for elsewhere or
 * says something else.
 */
export async function useSignInMail(deps: Deps, { asked, proof }: Input): Promise<UsedMail | null> {
  const isProven =
    'token' in proof ? await hasToken(proof.token) : await hasCode(deps, asked, proof)
  if (!isProven || asked.length === 0) return null
  const isAsked = inArray(signInTokens.id, [...asked])
  const createdAt = deps.now()
  const expiresAt = sessionEnd(createdAt, createdAt)
  const sessionId = newId()
  const isUsable = and(
    isAsked,
    isProven,
    lte(signInTokens.tries, MAX_TRIES),
    gt(signInTokens.expiresAt, createdAt),
  )

  const [, { rows }] = await deps.commit([
    // First, and by locking the rows: who tries many codes at once tries no more of them.
    deps.write
      .update(signInTokens)
      .set({ tries: sql`${signInTokens.tries} + 1` })
      .where(isAsked),
    deps.write.execute<Row>(sql`
      with mail as (
        delete from ${signInTokens} where ${isUsable} returning email, next
      ), account as (
        insert into ${accounts} (id, email) select ${newId()}::uuid, email from mail
        on conflict (email) do update set email = excluded.email
        returning id
      ), auth_session as (
        insert into ${authSessions} (id, account_id, created_at, expires_at)
        select ${sessionId}::uuid, id, ${createdAt.toISOString()}::timestamptz,
          ${expiresAt.toISOString()}::timestamptz
        from account
      )
      select account.id as account_id, mail.next,
        (select id from ${people} where account_id = account.id) as person_id
      from mail, account`),
  ])
  const [row] = rows
  if (!row) return null
  const ids = { sessionId, accountId: row.account_id, personId: row.person_id }
  return { session: { ...ids, createdAt, expiresAt }, next: row.next }
}

async function hasToken(token: string): Promise<SQL | null> {
  const tokenHash = hashToken(token)
  return tokenHash === null ? null : eq(signInTokens.tokenHash, tokenHash)
}

/** Says for every code which mails have it: for a wrong one none, but it counts. */
async function hasCode({ config }: Deps, asked: readonly string[], { code }: { code: string }) {
  const typed = readCode(code)
  const codes = await Promise.all(asked.map((id) => deriveCode(config, id)))
  return inArray(
    signInTokens.id,
    asked.filter((_, index) => codes[index] === typed),
  )
}

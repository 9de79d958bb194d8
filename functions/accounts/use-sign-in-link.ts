import { sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { accounts, authSessions, people, signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type AuthSession, sessionEnd } from './auth-session.ts'
import { hashToken } from './sign-in-token.ts'

export type SignedIn = { readonly session: AuthSession; readonly next: string | null }

type Row = { account_id: string; person_id: string | null; next: string | null }

/**
 * Uses a sign-in link up, and signs in who holds it; an address that is new here gets its account.
 * One statement and one trip: of any number of tries only the one that deletes the row signs in.
 * Null for a link that was used, has expired or never was.
 */
export async function useSignInLink(deps: Deps, token: string): Promise<SignedIn | null> {
  const tokenHash = await hashToken(token)
  if (!tokenHash) return null
  const now = deps.now()
  const sessionId = newId()
  const expiresAt = sessionEnd(now)

  const [{ rows }] = await deps.commit([
    deps.write.execute<Row>(sql`
      with link as (
        delete from ${signInTokens}
        where token_hash = ${tokenHash} and expires_at > ${now.toISOString()}::timestamptz
        returning email, next
      ), account as (
        insert into ${accounts} (id, email) select ${newId()}::uuid, email from link
        on conflict (email) do update set email = excluded.email
        returning id
      ), auth_session as (
        insert into ${authSessions} (id, account_id, expires_at)
        select ${sessionId}::uuid, id, ${expiresAt.toISOString()}::timestamptz from account
      )
      select account.id as account_id, link.next,
        (select id from ${people} where account_id = account.id) as person_id
      from link, account`),
  ])
  const [row] = rows
  if (!row) return null
  const session = { sessionId, accountId: row.account_id, personId: row.person_id, expiresAt }
  return { session, next: row.next }
}

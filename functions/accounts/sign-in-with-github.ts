import { sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { accounts, authSessions, people } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Deps } from '../deps.ts'
import { conflict } from '../errors.ts'
import { type AuthSession, sessionEnd } from './auth-session.ts'
import type { GithubProfile } from './github.ts'

type Row = { account_id: string; person_id: string | null }

/**
 * Signs in who GitHub says it is: the account tied to that GitHub id, else the one with that address
 * (which GitHub has verified, as our own link would), else a new one. One statement, one trip.
 */
export async function signInWithGithub(
  deps: Deps,
  { githubId, email }: GithubProfile,
): Promise<AuthSession> {
  const sessionId = newId()
  const createdAt = deps.now()
  const expiresAt = sessionEnd(createdAt, createdAt)
  const signIn = deps.write.execute<Row>(sql`
    with known as (
      select id from ${accounts} where github_id = ${githubId}
    ), met as (
      insert into ${accounts} (id, email, github_id)
      select ${newId()}::uuid, ${email}, ${githubId} where not exists (select from known)
      on conflict (email) do update set github_id = coalesce(accounts.github_id, excluded.github_id)
      returning id
    ), account as (
      select id from known union all select id from met
    ), auth_session as (
      insert into ${authSessions} (id, account_id, created_at, expires_at)
      select ${sessionId}::uuid, id, ${createdAt.toISOString()}::timestamptz,
        ${expiresAt.toISOString()}::timestamptz
      from account
    )
    select account.id as account_id,
      (select id from ${people} where account_id = account.id) as person_id
    from account`)
  const [{ rows }] = await deps.commit([signIn]).catch((error) => {
    // Two first sign-ins at the same moment, under two addresses: the other one won.
    if (violates(error, 'accounts_github_id_key')) throw conflict('Try that once more', error)
    throw error
  })
  const [row] = rows
  if (!row) throw new Error('Signing in returned no account')
  return { sessionId, accountId: row.account_id, personId: row.person_id, createdAt, expiresAt }
}

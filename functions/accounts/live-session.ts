import { and, eq, gt, type Placeholder, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { authSessions, people } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'

/** Who asks, or what stands for them until somebody does. */
export type AccountBlanks = { readonly [K in keyof Account]: Account[K] | Placeholder }

/** Whether a session, asked for by its row, is this account's and has not ended. */
export const isAlive = ({ sessionId, accountId }: AccountBlanks) =>
  and(
    eq(authSessions.id, sessionId),
    eq(authSessions.accountId, accountId),
    gt(authSessions.expiresAt, sql`now()`),
  )

/**
 * The id of the person who is signed in, for a personal query to ask with: nobody once the session
 * has ended. So whoever asks for what is theirs asks in the same trip whether they may.
 */
export const signedInPerson = (db: Database, account: AccountBlanks) =>
  db
    .select({ id: people.id })
    .from(authSessions)
    .innerJoin(people, eq(people.accountId, authSessions.accountId))
    .where(isAlive(account))

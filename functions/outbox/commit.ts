import { sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { isReadOnlyError, isUnreachable } from '#db/failures.ts'
import { outbox } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Account, Commit, CommitOptions, Stores } from '../deps.ts'
import { DomainError, tooMany } from '../errors.ts'
import type { Message } from '../messages.ts'
import { type RateLimit, rateLimit, takeRateLimit } from '../rate-limits.ts'

/** What a batch left behind once it was committed. `xid` is Postgres' id of the transaction. */
export type Committed = { xid: string; messages: readonly Message[] }

/**
 * Makes `deps.commit`. The last statement asks for the transaction's id: a replica that has committed
 * it shows this write (db/read-session.ts), which is how the writer's next page knows where it may read.
 */
export function createCommit(db: Database, onCommitted: (committed: Committed) => void): Commit {
  const commit = async (
    statements: readonly Statement[],
    { messages = [], actor, limits = writesOf(actor) }: CommitOptions = {},
  ) => {
    const conditions = [
      ...(actor ? [db.execute(sql`select require_auth_session(${actor.sessionId}::uuid)`)] : []),
      ...limits.map((limit) => takeRateLimit(db, limit)),
    ]
    const batch = [
      ...conditions,
      ...statements,
      ...(messages.length > 0 ? [announce(db, messages)] : []),
      db.execute<{ xid: string }>(sql`select pg_current_xact_id()::text as xid`),
    ]
    const results = await db
      .batch(batch as [Statement, ...Statement[]])
      .catch((error: unknown) => explain(error, limits))
    const last = results.at(-1) as { rows: { xid: string }[] }
    const announced = messages.length > 0 ? (results.at(-2) as Message[]) : []
    onCommitted({ xid: last.rows[0]?.xid ?? '', messages: announced })
    return results.slice(conditions.length, conditions.length + statements.length)
  }
  // The results stand in the statements' order, which a mapped tuple type cannot follow through slice().
  return commit as Commit
}

/** What writes beside the site: its cron publishes what a commit announces, within two minutes. */
export const storesOf = (write: Database): Stores => ({
  write,
  commit: createCommit(write, () => {}),
})

/** Resolves to the messages as they are: a payload may be for Postgres to make. */
const announce = (db: Database, messages: readonly Message[]) =>
  db
    .insert(outbox)
    .values([...messages])
    .returning({ id: outbox.id, job: outbox.job, payload: outbox.payload })

const writesOf = (actor: Account | undefined): RateLimit[] =>
  actor ? [rateLimit('write', actor.accountId)] : []

function explain(error: unknown, limits: readonly RateLimit[]): never {
  if (violates(error, 'rate_limits_most')) throw limitReached(error as LimitError, limits)
  if (violates(error, 'auth_sessions_live'))
    throw new DomainError('sign_in_required', 'You were signed out. Sign in again', {
      cause: error,
    })
  if (isReadOnlyError(error))
    throw new DomainError('unavailable', 'Hallway is read-only for a short while', {
      cause: error,
      retryAfterS: 60,
    })
  if (isUnreachable(error))
    throw new DomainError('unavailable', 'We could not save that just now. Try again in a minute', {
      cause: error,
      retryAfterS: 30,
    })
  throw error
}

/** `take_rate_limit` says whose limit it was, and in how many seconds its window ends. */
type LimitError = { readonly hint?: string; readonly detail?: string }

function limitReached({ hint, detail }: LimitError, limits: readonly RateLimit[]) {
  const limit = limits.find(({ subject }) => subject === hint)
  if (!limit) throw new Error(`No limit that was asked for is ${hint}`)
  return tooMany(limit.words, Number(detail) || 1, limit.subject)
}

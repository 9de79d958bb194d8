import { and, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { authSessions, jobRuns, outbox, rateLimits, signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { jobNames } from '../jobs.ts'
import { settleOldPurges } from '../site/purge-pages.ts'
import { isSettled } from './settled.ts'

/** Rows that one run deletes from each table, so that no delete holds up a page. */
const LIMIT = 1000

/**
 * Deletes settled messages older than 30 days, and auth sessions, sign-in links and counts of what is
 * limited that are past their time.
 * Settles purges older than a minute, which nobody needs any more.
 */
export async function pruneHistory({ write, commit }: Pick<Deps, 'write' | 'commit'>) {
  const prune = <T extends PgTable>(table: T, id: PgColumn, old: SQL | undefined) =>
    write.delete(table).where(
      inArray(
        id,
        write
          .select({ id })
          .from(table as PgTable)
          .where(old)
          .limit(LIMIT),
      ),
    )
  const oldMessage = and(
    inArray(outbox.job, jobNames),
    sql`${outbox.createdAt} < now() - interval '30 days'`,
    isSettled,
  )
  await commit([
    ...settleOldPurges(write),
    prune(outbox, outbox.id, oldMessage),
    // A day later than their messages, which must not look unsettled in between.
    prune(jobRuns, jobRuns.messageId, sql`${jobRuns.finishedAt} < now() - interval '31 days'`),
    prune(authSessions, authSessions.id, lt(authSessions.expiresAt, sql`now()`)),
    prune(signInTokens, signInTokens.id, lt(signInTokens.expiresAt, sql`now()`)),
    prune(rateLimits, rateLimits.subject, lt(rateLimits.endsAt, sql`now()`)),
  ])
}

import { and, eq, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { jobRuns, outbox } from '#db/schema/index.ts'
import { isCoalesced, type Job, jobNames } from '../jobs.ts'
import { isSettled } from './settled.ts'

/** Whether a row of the outbox waits with others of its job. */
export const isOfCoalescedJob = inArray(outbox.job, jobNames.filter(isCoalesced))

/** A message of a coalesced job counts as sent once a run has settled it: until then the sweep asks for one. */
export const isWaiting = (job: Job): SQL | undefined =>
  and(eq(outbox.job, job), isNull(outbox.sentAt))

/** Settles messages of a coalesced job, whichever delivery brought the run about. */
export function settleWaiting(db: Database, job: Job, which: SQL | undefined): Statement[] {
  const mine = and(eq(outbox.job, job), which)
  const settled = db
    .select({ messageId: outbox.id, job: outbox.job, finishedAt: sql`now()`.as('finished_at') })
    .from(outbox)
    .where(and(mine, not(isSettled)))
  return [
    db.insert(jobRuns).select(settled).onConflictDoNothing(),
    db
      .update(outbox)
      .set({ sentAt: sql`now()` })
      .where(and(mine, isNull(outbox.sentAt))),
  ]
}

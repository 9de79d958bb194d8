import { and, isNull, min, not } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'
import { isOfCoalescedJob } from './waiting.ts'

/**
 * When the oldest message was written that the queue has not taken yet; null when there is none. For
 * the cron. Those that wait together wait for their run, not for the queue: a sweep that cannot ask
 * for it is told as a job that fails, and so is the run.
 */
export async function findOldestUnsent(db: Database): Promise<Date | null> {
  const [row] = await db
    .select({ oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(and(isNull(outbox.sentAt), not(isOfCoalescedJob)))
  return row?.oldest ?? null
}

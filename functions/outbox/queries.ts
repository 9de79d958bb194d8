import { isNull, min } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'

/** When the oldest message was written that the queue has not taken yet; null when there is none. For the cron. */
export async function findOldestUnsent(db: Database): Promise<Date | null> {
  const [row] = await db
    .select({ oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(isNull(outbox.sentAt))
  return row?.oldest ?? null
}

import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { externalIds } from '#db/schema/index.ts'

const DAY_MS = 86_400_000

/** Whether it is to be written down again that a source tells of an event: not twice a day. */
export const isReadLongAgo = (readAt: Date | null) =>
  readAt === null || readAt.getTime() < Date.now() - DAY_MS

/** A source tells of these events still, by its names for them. The same again on one day writes no row. */
export const markRead = (db: Database, source: string, names: readonly string[]) =>
  db
    .update(externalIds)
    .set({ readAt: sql`now()` })
    .where(
      and(
        eq(externalIds.source, source),
        inArray(externalIds.externalId, [...names]),
        or(isNull(externalIds.readAt), lt(externalIds.readAt, sql`now() - interval '1 day'`)),
      ),
    )

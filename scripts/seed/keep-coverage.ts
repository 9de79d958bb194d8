import { and, desc, eq, lte } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { coverage, events, sessions } from '#db/schema/index.ts'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import type { CoverageKind } from '#functions/coverage/coverage.ts'
import { playerUrlOf } from '#functions/coverage/players.ts'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { sampleCoverage } from './coverage.ts'

const DAY_MS = 86_400_000

/** Adds the sample's coverage to the last edition of its events, and counts it. Resolves to how much was new. */
export async function keepCoverage(db: Database, now: Date): Promise<number> {
  const rows = await Promise.all(sampleCoverage.map((sample) => toRow(db, sample, now)))
  const result = await db.insert(coverage).values(rows).onConflictDoNothing()
  await rebuildCoverageCounts(storesOf(db))
  return result.rowCount ?? 0
}

async function toRow(db: Database, sample: (typeof sampleCoverage)[number], now: Date) {
  const { event: slug, session, daysAgo, ...item } = sample
  const today = now.toISOString().slice(0, 10)
  const [event] = await db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.slug, slug), lte(events.startsOn, today)))
    .orderBy(desc(events.startsOn))
    .limit(1)
  if (!event) throw new Error(`Sample coverage is of ${slug}, which is no past sample event`)
  const [about] = session
    ? await db
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.eventId, event.id), eq(sessions.slug, session)))
    : []
  const at = new Date(now.getTime() - daysAgo * DAY_MS)
  return {
    ...item,
    kind: item.kind satisfies CoverageKind,
    id: newId(),
    eventId: event.id,
    sessionId: about?.id ?? null,
    urlKey: coverageUrlKey(item.url),
    playerUrl: playerUrlOf(item.url),
    describedAt: at,
    checkedAt: now,
    createdAt: at,
    ...(item.archiveUrl && { deadSince: new Date(now.getTime() - 5 * DAY_MS) }),
  }
}

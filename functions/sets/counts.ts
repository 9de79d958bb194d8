import { inArray, sql } from 'drizzle-orm'
import { redisKeys } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Counts } from '../events/event.ts'

type Sources = Pick<Deps, 'read' | 'redis'>

const none: Counts = { attendingCount: 0, trackingCount: 0 }

/**
 * Public. Adds to each event how many people attend and track it, in the order given. Redis answers
 * in one call; Postgres, also in one, when Redis is away or its sets are not known to be complete.
 */
export async function withCounts<E extends { readonly id: string }>(
  sources: Sources,
  events: readonly E[],
): Promise<(E & Counts)[]> {
  if (events.length === 0) return []
  const ids = events.map(({ id }) => id)
  // Redis only makes this faster, so whatever is wrong with it, Postgres knows.
  const fromRedis = await countInRedis(sources, ids).catch(() => null)
  const counts = fromRedis ?? (await countInPostgres(sources, ids))
  return events.map((event) => ({ ...event, ...(counts.get(event.id) ?? none) }))
}

/** Null when the sets are not known to be complete: after a loss, an empty set means nothing. */
async function countInRedis({ redis }: Sources, ids: readonly string[]) {
  const pipeline = redis.pipeline()
  pipeline.exists(redisKeys.setsComplete())
  for (const id of ids) {
    pipeline.scard(redisKeys.attending(id))
    pipeline.scard(redisKeys.tracking(id))
  }
  const [complete, ...sizes] = await pipeline.exec<number[]>()
  if (complete !== 1) return null
  return new Map<string, Counts>(
    ids.map((id, index) => [
      id,
      { attendingCount: sizes[2 * index] ?? 0, trackingCount: sizes[2 * index + 1] ?? 0 },
    ]),
  )
}

async function countInPostgres({ read }: Sources, ids: string[]) {
  const withRole = (role: string) =>
    sql<number>`count(*) filter (where ${attendances.role} = ${role})`.mapWith(Number)
  const rows = await read
    .select({
      eventId: attendances.eventId,
      attendingCount: withRole('attending'),
      trackingCount: withRole('tracking'),
    })
    .from(attendances)
    .where(inArray(attendances.eventId, ids))
    .groupBy(attendances.eventId)
  return new Map<string, Counts>(rows.map(({ eventId, ...counts }) => [eventId, counts]))
}

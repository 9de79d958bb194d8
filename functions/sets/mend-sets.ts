import { asc, inArray, sql } from 'drizzle-orm'
import { redisKeys } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { PAIRS_LIMIT, type Pair, settlePairs } from './settle-pairs.ts'

type Stores = Pick<Deps, 'write' | 'redis'>

/** `next` is where to go on, null when all has been looked at. `mended` counts pairs. */
export type Mended = { readonly mended: number; readonly next: string | null }

/**
 * A pass first goes through the rows (`rows:<event>:<person>`), so that the sets lack nothing; then
 * through the keys (`keys:<scan cursor>`), where a set that is larger than its rows has too much.
 */
export const START = 'rows:'
const KEYS_START = 'keys:0'
const KEYS_PER_SCAN = 250
/** The keys of sets, and of nothing else that is kept in Redis. */
export const SET_KEY =
  /^(?:event:([0-9a-f-]{36}):(attending|tracking)|person:([0-9a-f-]{36}):events)$/

/** Mends one bounded slice of the sets, from a place that START or an earlier slice gave. */
export async function mendSets(stores: Stores, at: string): Promise<Mended> {
  if (at.startsWith('rows:')) return mendFromRows(stores, at.slice('rows:'.length))
  return mendFromKeys(stores, at.slice('keys:'.length))
}

async function mendFromRows({ write, redis }: Stores, after: string): Promise<Mended> {
  const [eventId, personId] = after.split(':')
  const rows = await write
    .select({
      eventId: attendances.eventId,
      personId: attendances.personId,
      role: attendances.role,
    })
    .from(attendances)
    .where(
      eventId && personId
        ? sql`(${attendances.eventId}, ${attendances.personId}) > (${eventId}::uuid, ${personId}::uuid)`
        : undefined,
    )
    .orderBy(asc(attendances.eventId), asc(attendances.personId))
    .limit(PAIRS_LIMIT)
  const last = rows.at(-1)
  if (!last) return { mended: 0, next: KEYS_START }

  const pipeline = redis.pipeline()
  for (const row of rows) {
    pipeline.sismember(redisKeys.attending(row.eventId), row.personId)
    pipeline.sismember(redisKeys.tracking(row.eventId), row.personId)
    pipeline.sismember(redisKeys.personEvents(row.personId), row.eventId)
  }
  const found = await pipeline.exec<(0 | 1)[]>()
  const wrong = rows.filter(({ role }, index) => {
    const [attending, tracking, either] = found.slice(3 * index)
    return (
      attending !== Number(role === 'attending') ||
      tracking !== Number(role === 'tracking') ||
      either !== 1
    )
  })
  await settlePairs({ write, redis }, wrong)
  return { mended: wrong.length, next: `rows:${last.eventId}:${last.personId}` }
}

async function mendFromKeys({ write, redis }: Stores, cursor: string): Promise<Mended> {
  const [nextCursor, scanned] = await redis.scan(cursor, { count: KEYS_PER_SCAN })
  const keys = scanned.filter((key) => SET_KEY.test(key))
  const tooLarge = await findTooLarge({ write, redis }, keys)

  let mended = 0
  // One at a time: a set can be large, and hardly any is ever wrong.
  for (const key of tooLarge) {
    const members = await redis.smembers<string[]>(key)
    for (let from = 0; from < members.length; from += PAIRS_LIMIT)
      await settlePairs(
        { write, redis },
        members.slice(from, from + PAIRS_LIMIT).map((member) => toPair(key, member)),
      )
    mended += members.length
  }
  return { mended, next: String(nextCursor) === '0' ? null : `keys:${nextCursor}` }
}

function toPair(key: string, member: string): Pair {
  const [, eventId, , personId] = SET_KEY.exec(key) ?? []
  return eventId ? { eventId, personId: member } : { eventId: member, personId: personId ?? '' }
}

async function findTooLarge({ write, redis }: Stores, keys: readonly string[]) {
  if (keys.length === 0) return []
  const pipeline = redis.pipeline()
  for (const key of keys) pipeline.scard(key)
  const [sizes, rows] = await Promise.all([pipeline.exec<number[]>(), countRows(write, keys)])
  return keys.filter((key, index) => (sizes[index] ?? 0) > (rows.get(key) ?? 0))
}

/** How many members Postgres says each of these sets has. */
async function countRows(db: Deps['write'], keys: readonly string[]) {
  const parsed = keys.map((key) => SET_KEY.exec(key) ?? [])
  const eventIds = [...new Set(parsed.flatMap(([, eventId]) => eventId ?? []))]
  const personIds = [...new Set(parsed.flatMap(([, , , personId]) => personId ?? []))]
  const size = sql<number>`count(*)`.mapWith(Number)
  const [byEvent, byPerson] = await db.batch([
    db
      .select({ eventId: attendances.eventId, role: attendances.role, size })
      .from(attendances)
      .where(inArray(attendances.eventId, eventIds))
      .groupBy(attendances.eventId, attendances.role),
    db
      .select({ personId: attendances.personId, size })
      .from(attendances)
      .where(inArray(attendances.personId, personIds))
      .groupBy(attendances.personId),
  ])
  return new Map<string, number>([
    ...byEvent.map((row) => [redisKeys[row.role](row.eventId), row.size] as const),
    ...byPerson.map((row) => [redisKeys.personEvents(row.personId), row.size] as const),
  ])
}

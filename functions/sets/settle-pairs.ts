import { inArray, sql } from 'drizzle-orm'
import { redisKeys } from '#db/redis.ts'
import { type AttendanceRole, attendances } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'

/** One person and one event: whatever Postgres says of the two, the sets are to say too. */
export type Pair = { readonly eventId: string; readonly personId: string }
type Roles = ReadonlyMap<string, AttendanceRole>

/** Someone who changes their mind faster than this is settled by the next run. */
const TRIES = 5

/** Pairs settled in one go: keeps a call to Redis well under a megabyte. */
export const PAIRS_LIMIT = 500

/**
 * Makes the sets say of these pairs what Postgres says. Two of these may run at once and in any
 * order: each looks again after it has written, so that whichever wrote last also wrote the truth.
 * At most PAIRS_LIMIT pairs. Resolves to those that would not hold still.
 */
export async function settlePairs(
  { write: db, redis }: Pick<Deps, 'write' | 'redis'>,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  let left = pairs
  let written: Roles | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    if (left.length === 0) return []
    const roles: Roles = await readRoles(db, left)
    const isWritten = (pair: Pair) => written?.get(keyOf(pair)) === roles.get(keyOf(pair))
    if (written) left = left.filter((pair) => !isWritten(pair))
    if (left.length > 0) await writeSets(redis, left, roles)
    written = roles
  }
  return left
}

/** Names a pair. */
export const keyOf = ({ eventId, personId }: Pair) => `${eventId}:${personId}`

async function readRoles(db: Deps['write'], pairs: readonly Pair[]): Promise<Roles> {
  const wanted = pairs.map(({ eventId, personId }) => sql`(${eventId}::uuid, ${personId}::uuid)`)
  const rows = await db
    .select({
      eventId: attendances.eventId,
      personId: attendances.personId,
      role: attendances.role,
    })
    .from(attendances)
    .where(inArray(sql`(${attendances.eventId}, ${attendances.personId})`, wanted))
  return new Map(rows.map((row) => [keyOf(row), row.role]))
}

async function writeSets(redis: Deps['redis'], pairs: readonly Pair[], roles: Roles) {
  const adds = new Map<string, string[]>()
  const removes = new Map<string, string[]>()
  const put = (there: boolean, key: string, member: string) => {
    const changes = there ? adds : removes
    const members = changes.get(key)
    if (members) members.push(member)
    else changes.set(key, [member])
  }
  for (const pair of pairs) {
    const { eventId, personId } = pair
    const role = roles.get(keyOf(pair))
    put(role === 'attending', redisKeys.attending(eventId), personId)
    put(role === 'tracking', redisKeys.tracking(eventId), personId)
    put(role !== undefined, redisKeys.personEvents(personId), eventId)
  }
  const multi = redis.multi()
  for (const [key, [first = '', ...rest]] of adds) multi.sadd(key, first, ...rest)
  for (const [key, members] of removes) multi.srem(key, ...members)
  await multi.exec()
}

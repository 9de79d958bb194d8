import { redisKeys } from '#db/redis.ts'
import type { Deps } from '../deps.ts'
import { findDiffering } from './compare-sets.ts'
import { expectByEvent, expectByPerson, findTied, listRows } from './expected-sets.ts'
import { keyOf, PAIRS_LIMIT, type Pair, settlePairs } from './settle-pairs.ts'

type Stores = Pick<Deps, 'write' | 'redis'>

/** `next` is where to go on, null when all has been looked at. `mended` counts pairs. */
export type Mended = { readonly mended: number; readonly next: string | null }

/**
 * A pass compares the sets of all events (`events:<last id>`), then those of all people
 * (`people:<last id>`), then looks for sets that should not be there at all (`keys:<scan cursor>`).
 */
export const START = 'events:'
const PEOPLE_START = 'people:'
const KEYS_START = 'keys:0'
const KEYS_PER_SCAN = 1_000
/** The keys of sets, and of nothing else that is kept in Redis. */
export const SET_KEY =
  /^(?:event:([0-9a-f-]{36}):(attending|tracking)|person:([0-9a-f-]{36}):events)$/

/**
 * Compares one bounded slice of the sets with Postgres by count and checksum, and mends those that
 * differ. Goes on from a place that START or an earlier slice gave; another version's begins anew.
 */
export async function mendSets(stores: Stores, at: string): Promise<Mended> {
  const [phase, last] = at.split(':')
  if (phase === 'keys') return mendUnexpected(stores, last ?? '0')
  const byPerson = phase === 'people'
  const expect = byPerson ? expectByPerson : expectByEvent
  const page = await expect(stores.write, phase === 'events' || byPerson ? last || null : null)
  if (page.last === null) return { mended: 0, next: byPerson ? KEYS_START : PEOPLE_START }
  const differing = await findDiffering(stores.redis, page.digests)
  const mended = await mendDiffering(stores, differing)
  return { mended, next: `${byPerson ? PEOPLE_START : START}${page.last}` }
}

/** Sets of events and people that nobody is tied to, or that are gone. */
async function mendUnexpected(stores: Stores, cursor: string): Promise<Mended> {
  const [nextCursor, scanned] = await stores.redis.scan(cursor, { count: KEYS_PER_SCAN })
  const keys = scanned.filter((key) => SET_KEY.test(key))
  const tied = await findTied(stores.write, namedIn(keys))
  const unexpected = keys.filter((key) => !tied.has(ownerOf(key)))
  // Their sizes do not matter: a set that is there has members.
  const mended = await mendDiffering(stores, new Map(unexpected.map((key) => [key, 1])))
  return { mended, next: String(nextCursor) === '0' ? null : `keys:${nextCursor}` }
}

/** Compares these sets member by member, and settles the pairs that are missing or too much. */
async function mendDiffering(
  { write, redis }: Stores,
  sizes: ReadonlyMap<string, number>,
): Promise<number> {
  if (sizes.size === 0) return 0
  const keys = [...sizes.keys()]
  const [rows, found] = await Promise.all([
    listRows(write, namedIn(keys)),
    readMembers(
      redis,
      keys.filter((key) => sizes.get(key) !== 0),
    ),
  ])
  const expected = Map.groupBy(
    rows.flatMap(({ eventId, personId, role }) => [
      { key: redisKeys[role](eventId), member: personId },
      { key: redisKeys.personEvents(personId), member: eventId },
    ]),
    ({ key }) => key,
  )
  const wrong = new Map<string, Pair>()
  for (const key of keys) {
    const wanted = new Set(expected.get(key)?.map(({ member }) => member))
    const there = found.get(key) ?? new Set()
    for (const member of new Set([...wanted, ...there]))
      if (!wanted.has(member) || !there.has(member)) {
        const pair = toPair(key, member)
        wrong.set(keyOf(pair), pair)
      }
  }
  const pairs = [...wrong.values()]
  // A pair that does not hold still has a message of its own, from whoever changes it.
  for (let from = 0; from < pairs.length; from += PAIRS_LIMIT)
    await settlePairs({ write, redis }, pairs.slice(from, from + PAIRS_LIMIT))
  return pairs.length
}

async function readMembers(redis: Deps['redis'], keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, Set<string>>()
  const pipeline = redis.pipeline()
  for (const key of keys) pipeline.smembers(key)
  const members = await pipeline.exec<string[][]>()
  return new Map(keys.map((key, at) => [key, new Set(members[at])]))
}

function toPair(key: string, member: string): Pair {
  const [, eventId, , personId] = SET_KEY.exec(key) ?? []
  return eventId ? { eventId, personId: member } : { eventId: member, personId: personId ?? '' }
}

/** The event or person that a set belongs to. */
function ownerOf(key: string): string {
  const [, eventId, , personId] = SET_KEY.exec(key) ?? []
  return eventId ?? personId ?? ''
}

function namedIn(keys: readonly string[]) {
  const parsed = keys.map((key) => SET_KEY.exec(key) ?? [])
  return {
    eventIds: [...new Set(parsed.flatMap(([, eventId]) => eventId ?? []))],
    personIds: [...new Set(parsed.flatMap(([, , , personId]) => personId ?? []))],
  }
}

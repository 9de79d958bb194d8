import { asc, type Column, sql } from 'drizzle-orm'
import { redisKeys } from '#db/redis.ts'
import { type AttendanceRole, attendances } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Pair } from './settle-pairs.ts'

type Stores = Pick<Deps, 'write' | 'redis'>
type Row = Pair & { readonly role: AttendanceRole }
type Member = { readonly key: string; readonly member: string }
type Order = {
  readonly columns: readonly [Column, Column]
  /** What a row has in these columns. */
  readonly toIds: (row: Row) => readonly [string, string]
  readonly toMember: (row: Row) => Member
}

/** Read and written in one go: some 200 kB for Redis, which takes a request of a megabyte at most. */
const ROWS_PER_PAGE = 5_000

const { eventId, personId, role } = attendances

/** Rows come set by set, so that a set is a command, not each of its members. */
const ORDERS: readonly Order[] = [
  {
    columns: [eventId, personId],
    toIds: (row) => [row.eventId, row.personId],
    toMember: (row) => ({ key: redisKeys[row.role](row.eventId), member: row.personId }),
  },
  {
    columns: [personId, eventId],
    toIds: (row) => [row.personId, row.eventId],
    toMember: (row) => ({ key: redisKeys.personEvents(row.personId), member: row.eventId }),
  },
]

/**
 * Adds every attendance to its event's set, then to its person's, with two requests for thousands.
 * `onProgress` hears how many members were written. What changes meanwhile may be wrong afterwards:
 * `mendSets` finds it.
 */
export async function loadSets(
  stores: Stores,
  onProgress: (members: number) => void,
): Promise<number> {
  let members = 0
  for (const order of ORDERS)
    for (let last: Row | undefined; ; ) {
      const page = await readPage(stores.write, order, last)
      if (page.length > 0) await addMembers(stores.redis, page.map(order.toMember))
      members += page.length
      onProgress(members)
      last = page.at(-1)
      if (page.length < ROWS_PER_PAGE) break
    }
  return members
}

function readPage(
  db: Stores['write'],
  { columns: [first, second], toIds }: Order,
  last: Row | undefined,
): Promise<Row[]> {
  const [lastFirst, lastSecond] = last ? toIds(last) : []
  return db
    .select({ eventId, personId, role })
    .from(attendances)
    .where(last && sql`(${first}, ${second}) > (${lastFirst}::uuid, ${lastSecond}::uuid)`)
    .orderBy(asc(first), asc(second))
    .limit(ROWS_PER_PAGE)
}

async function addMembers(redis: Stores['redis'], members: readonly Member[]) {
  const pipeline = redis.pipeline()
  for (const [key, of] of Map.groupBy(members, ({ key }) => key)) {
    const [first = '', ...rest] = of.map(({ member }) => member)
    pipeline.sadd(key, first, ...rest)
  }
  await pipeline.exec()
}

import { and, asc, type Column, count, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { redisKeys } from '#db/redis.ts'
import { type AttendanceRole, attendances, eventCounts } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Digest } from './compare-sets.ts'
import type { Pair } from './settle-pairs.ts'

type Database = Deps['write']

/** Sets whose digests are compared in one go, and how many members they may have together. */
const EVENTS_PER_PAGE = 250
const PEOPLE_PER_PAGE = 500
const MEMBERS_PER_PAGE = 5_000
const ROWS_PER_QUERY = 10_000

/** Some sets and what they should be; `last` is where the next page begins, null at the end. */
export type ExpectedPage = { digests: ReadonlyMap<string, Digest>; last: string | null }

const { eventId, personId, role } = attendances

/** `<count>:<sum>` of the members' last 28 bits, as `compare-sets.ts` makes it. */
const digestOf = (member: Column, only: SQL = sql`true`) =>
  sql<Digest>`count(*) filter (where ${only}) || ':' || coalesce(
    sum(('x' || right(${member}::text, 7))::bit(28)::bigint) filter (where ${only}), 0)`

/** What the sets of the next events after this one should be. */
export async function expectByEvent(db: Database, after: string | null): Promise<ExpectedPage> {
  const rows = await db
    .select({
      id: eventId,
      size: count(),
      attending: digestOf(personId, sql`${role} = 'attending'`),
      tracking: digestOf(personId, sql`${role} = 'tracking'`),
    })
    .from(attendances)
    .where(after === null ? undefined : gt(eventId, after))
    .groupBy(eventId)
    .orderBy(asc(eventId))
    .limit(EVENTS_PER_PAGE)
  const page = bounded(rows)
  const digests = page.flatMap(({ id, attending, tracking }) => [
    [redisKeys.attending(id), attending] as const,
    [redisKeys.tracking(id), tracking] as const,
  ])
  return { digests: new Map(digests), last: page.at(-1)?.id ?? null }
}

/** What the sets of the next people after this one should be. */
export async function expectByPerson(db: Database, after: string | null): Promise<ExpectedPage> {
  const rows = await db
    .select({ id: personId, size: count(), events: digestOf(eventId) })
    .from(attendances)
    .where(after === null ? undefined : gt(personId, after))
    .groupBy(personId)
    .orderBy(asc(personId))
    .limit(PEOPLE_PER_PAGE)
  const page = bounded(rows)
  const digests = page.map(({ id, events }) => [redisKeys.personEvents(id), events] as const)
  return { digests: new Map(digests), last: page.at(-1)?.id ?? null }
}

/** As many from the start as have few enough members, and at least one. */
function bounded<R extends { size: number }>(rows: readonly R[]): readonly R[] {
  let members = 0
  const end = rows.findIndex(({ size }, at) => {
    members += size
    return at > 0 && members > MEMBERS_PER_PAGE
  })
  return end === -1 ? rows : rows.slice(0, end)
}

type Named = { readonly eventIds: readonly string[]; readonly personIds: readonly string[] }

/** Which of these events and people anybody is tied to: the others should have no set. */
export async function findTied(db: Database, { eventIds, personIds }: Named): Promise<Set<string>> {
  const [tiedEvents, tiedPeople] = await db.batch([
    db
      .select({ id: eventCounts.eventId })
      .from(eventCounts)
      .where(
        and(
          inArray(eventCounts.eventId, [...eventIds]),
          sql`${eventCounts.attendingCount} + ${eventCounts.trackingCount} > 0`,
        ),
      ),
    db
      .selectDistinct({ id: personId })
      .from(attendances)
      .where(inArray(personId, [...personIds])),
  ])
  return new Set([...tiedEvents, ...tiedPeople].map(({ id }) => id))
}

/** Every attendance at these events or of these people. */
export async function listRows(db: Database, { eventIds, personIds }: Named) {
  const rows: (Pair & { role: AttendanceRole })[] = []
  for (;;) {
    const last = rows.at(-1)
    const page = await db
      .select({ eventId, personId, role })
      .from(attendances)
      .where(
        and(
          sql`(${inArray(eventId, [...eventIds])} or ${inArray(personId, [...personIds])})`,
          last && sql`(${eventId}, ${personId}) > (${last.eventId}::uuid, ${last.personId}::uuid)`,
        ),
      )
      .orderBy(asc(eventId), asc(personId))
      .limit(ROWS_PER_QUERY)
    rows.push(...page)
    if (page.length < ROWS_PER_QUERY) return rows
  }
}

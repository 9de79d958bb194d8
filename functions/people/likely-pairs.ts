import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { attendances, credits, eventTopics, people, sessions } from '#db/schema/index.ts'

const PAIRS_SHOWN = 200

export type LikelyPair = {
  readonly one: string
  readonly other: string
  /** Such as `same website`. */
  readonly reasons: readonly string[]
}

const theirEvents = (person: SQL) => sql`(
  select event_id from ${credits} join ${sessions} on ${sessions.id} = ${credits.sessionId}
  where ${credits.personId} = ${person}
  union select event_id from ${attendances} where ${attendances.personId} = ${person})`

const theirTopics = (person: SQL) => sql`(
  select topic_id from ${eventTopics} where ${eventTopics.eventId} in ${theirEvents(person)})`

const one = sql`one.id`
const other = sql`other.id`

/**
 * Public. Pairs of people who may be one, by handle, the older first: those with the same website, and
 * those with the same name who were at the same event or at events about the same topic. A name alone
 * says nothing. For somebody to look at: nothing merges by itself.
 */
export async function listLikelyPairs(db: Database): Promise<LikelyPair[]> {
  const { rows } = await db.execute<{
    one: string
    other: string
    website: boolean
    name: boolean
    event: boolean
    topic: boolean
  }>(sql`
    with suspects as (
      select one.id as one_id, other.id as other_id from ${people} as one
      join ${people} as other on lower(other.name) = lower(one.name) and one.id < other.id
      union
      select one.id, other.id from ${people} as one
      join ${people} as other on other.website = one.website and one.id < other.id
    ), weighed as (
      select one.handle as one, other.handle as other,
        coalesce(one.website = other.website, false) as website,
        lower(one.name) = lower(other.name) as name,
        exists (${theirEvents(one)} intersect ${theirEvents(other)}) as event,
        exists (${theirTopics(one)} intersect ${theirTopics(other)}) as topic
      from suspects join ${people} as one on one.id = one_id join ${people} as other on other.id = other_id
    )
    select * from weighed where website or (name and (event or topic))
    order by website desc, event desc, one, other limit ${PAIRS_SHOWN}`)
  return rows.map((row) => ({
    one: row.one,
    other: row.other,
    reasons: [
      row.website && 'same website',
      row.name && 'same name',
      row.event && 'same event',
      row.topic && 'same topic',
    ].filter((reason) => reason !== false),
  }))
}

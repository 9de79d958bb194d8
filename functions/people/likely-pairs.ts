import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import {
  attendances,
  credits,
  events,
  eventTopics,
  people,
  personExternalIds,
  sessions,
} from '#db/schema/index.ts'
import { type LikelyPair, likeliest } from '../merges/likely-pair.ts'
import { webKey } from '../merges/web-key.ts'

const SUSPECTS_LOOKED_AT = 5_000

/** A name or an address that more people than this have says nothing about any two of them. */
const MAX_ALIKE = 12

type Facts = {
  one: string
  other: string
  website: boolean
  called: boolean
  name: boolean
  event: boolean
  company: boolean
  series: boolean
  topic: boolean
}

/**
 * Public. Pairs of people who may be one, by handle, the older first, likeliest first: those with the
 * same website or link, those whom two sources call the same, and those with the same name who speak
 * beside the same people, or were at the same event, in the same series or at events about the same
 * topic. A name alone says nothing, and an address alone little: a company has one too. For somebody
 * to look at: nothing merges by itself.
 */
export async function listLikelyPairs(db: Database): Promise<LikelyPair[]> {
  const { rows } = await db.execute<Facts>(suspects)
  return likeliest(rows.map(weigh).filter((pair) => pair !== null))
}

function weigh(facts: Facts): LikelyPair | null {
  const isTied = facts.event || facts.company || facts.series || facts.topic
  const isSamePlace = facts.website || facts.called
  if (!isSamePlace && !(facts.name && isTied)) return null
  const isClear = facts.name
    ? isSamePlace || facts.event || facts.company
    : isSamePlace && facts.company
  const reasons = [
    facts.website && 'same website or link',
    facts.called && 'same handle at two sources',
    facts.name && 'same name',
    facts.company && 'same co-speaker',
    facts.event && 'same event',
    facts.series && 'same series',
    facts.topic && 'same topic',
  ].filter((reason) => reason !== false)
  return { one: facts.one, other: facts.other, likelihood: isClear ? 'high' : 'some', reasons }
}

const theirEvents = (person: SQL) => sql`(
  select event_id from ${credits} join ${sessions} on ${sessions.id} = ${credits.sessionId}
  where ${credits.personId} = ${person}
  union select event_id from ${attendances} where ${attendances.personId} = ${person})`

const theirTopics = (person: SQL) => sql`(
  select topic_id from ${eventTopics} where ${eventTopics.eventId} in ${theirEvents(person)})`

const theirSeries = (person: SQL) => sql`(
  select series_id from ${events} where ${events.id} in ${theirEvents(person)} and series_id is not null)`

/** Whoever is billed beside them, by name. */
const theirCompany = (person: SQL) => sql`(
  select lower(beside.name) from ${credits} join ${credits} as beside
    on beside.session_id = ${credits.sessionId} and beside.position <> ${credits.position}
  where ${credits.personId} = ${person})`

const theirWeb = (person: SQL) =>
  sql`(select ${webKey(sql`url`)} from unnest(${person}.links || ${person}.website) as url where url <> '')`

const inCommon = (of: (person: SQL) => SQL, person: (who: SQL) => SQL = (who) => sql`${who}.id`) =>
  sql`exists (${of(person(sql`one`))} intersect ${of(person(sql`other`))})`

/** Each two of those who have the same, if they are few. */
const pairsOf = (alike: SQL) => sql`
  select one.id as one_id, other.id as other_id
  from (select array_agg(distinct id) as ids from ${alike} as alike where what is not null group by what
    having count(distinct id) between 2 and ${MAX_ALIKE}) as groups
  cross join unnest(ids) as one (id) cross join unnest(ids) as other (id) where one.id < other.id`

const suspects = sql`
  with suspects as (
    ${pairsOf(sql`(select id, ${webKey(sql`url`)} as what
      from ${people} as person cross join unnest(person.links || person.website) as url)`)}
    union
    ${pairsOf(sql`(select person_id as id, external_id as what from ${personExternalIds}
      where source not like 'schedule:%')`)}
    union
    ${pairsOf(sql`(select id, lower(name) as what from ${people})`)}
  )
  select one.handle as one, other.handle as other,
    ${inCommon(theirWeb, (who) => who)} as website,
    exists (select from ${personExternalIds} as called join ${personExternalIds} as also
      on also.external_id = called.external_id and also.source <> called.source
      where called.person_id = one.id and also.person_id = other.id
      and called.external_id <> regexp_replace(lower(one.name), '[^a-z0-9]+', '-', 'g')) as called,
    lower(one.name) = lower(other.name) as name,
    ${inCommon(theirCompany)} as company, ${inCommon(theirEvents)} as event,
    ${inCommon(theirSeries)} as series, ${inCommon(theirTopics)} as topic
  from suspects join ${people} as one on one.id = one_id join ${people} as other on other.id = other_id
  order by one_id, other_id limit ${SUSPECTS_LOOKED_AT}`

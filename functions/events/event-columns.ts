import { eq, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  attendances,
  eventCounts,
  events,
  eventTopics,
  people,
  places,
  topics,
} from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import type { PersonSummary } from '../people/person.ts'
import type { PlaceSummary } from '../places/place.ts'
import type { Day } from '../time/day.ts'
import { earliestToday, latestToday } from '../time/today.ts'
import type { TopicSummary } from '../topics/topic.ts'
import { noneOr } from './none-or.ts'

/** An event's city and its country. A query that takes `eventColumns` joins both, as `withPlace` says. */
export const city = alias(places, 'city')
export const country = alias(places, 'country')
export const withPlace = {
  city: eq(city.id, events.placeId),
  country: eq(country.id, city.countryId),
} as const

/** A place and its country as one JSON value. */
export const placeJson = staticSql(sql<PlaceSummary | null>`case when ${city.id} is not null then
  json_build_object(
    'kind', ${city.kind}, 'slug', ${city.slug}, 'name', ${city.name}, 'region', ${city.region},
    'countryCode', ${city.countryCode},
    'country', case when ${country.id} is not null then
      json_build_object('slug', ${country.slug}, 'name', ${country.name}) end
  ) end`)

const topicsJson = staticSql(sql<TopicSummary[]>`coalesce((
  select json_agg(json_build_object('slug', ${topics.slug}, 'name', ${topics.name})
    order by ${eventTopics.position}, ${topics.slug})
  from ${eventTopics} join ${topics} on ${topics.id} = ${eventTopics.topicId}
  where ${eventTopics.eventId} = ${events.id}), '[]')`)

/** What an `EventMention` is made of. */
export const mentionColumns = {
  id: events.id,
  year: events.year,
  slug: events.slug,
  name: events.name,
  startsOn: events.startsOn,
  endsOn: events.endsOn,
  datePrecision: events.datePrecision,
  zone: events.zone,
  status: events.status,
  attendanceMode: events.attendanceMode,
  place: placeJson.as('place'),
} as const

/** What an `EventSummary` is made of. */
export const eventColumns = { ...mentionColumns, topics: topicsJson.as('topics') } as const

/** How many attend and track it. A query that takes them, or `facesJson`, joins `eventCounts`, as `withCounts` says. */
export const countColumns = {
  attendingCount: noneOr(eventCounts.attendingCount),
  trackingCount: noneOr(eventCounts.trackingCount),
} as const
export const withCounts = eq(eventCounts.eventId, events.id)

const FACES_SHOWN = 3

/** Whom a card shows of those who attend: who came first, along the index of that. Nobody is asked for where none do. */
export const facesJson = staticSql(sql<
  PersonSummary[]
>`case when ${eventCounts.attendingCount} > 0 then (
  select json_agg(json_build_object('handle', ${people.handle}, 'name', ${people.name})
    order by first.created_at, first.person_id)
  from (select ${attendances.createdAt}, ${attendances.personId} from ${attendances}
    where ${attendances.eventId} = ${events.id} and ${attendances.role} = 'attending'
    order by ${attendances.createdAt}, ${attendances.personId} limit ${sql.raw(String(FACES_SHOWN))}) as first
  join ${people} on ${people.id} = first.person_id) end`)

/** An instant, and which days it is on earth then; or what stands for them until there is one. */
export type Clock = {
  readonly now: string | Placeholder
  readonly earliest: Day | Placeholder
  readonly latest: Day | Placeholder
}

export const clockAt = (now: Date) => ({
  now: now.toISOString(),
  earliest: earliestToday(now),
  latest: latestToday(now),
})

export const toClock = (now: Date | Clock): Clock => (now instanceof Date ? clockAt(now) : now)

const todayThere = ({ now }: Clock): SQL =>
  sql`(${now}::timestamptz at time zone ${events.zone})::date`

/**
 * The last day has not passed in the event's own zone. Only an event that ends about now is asked
 * for its zone: the others are told by what day it is anywhere, which an index answers.
 */
export function isUpcoming(at: Date | Clock): SQL {
  const clock = toClock(at)
  return sql`(${events.endsOn} >= ${clock.earliest}::date and (${events.endsOn} >= ${clock.latest}::date
    or ${events.endsOn} >= ${todayThere(clock)}))`
}

/** The last day has passed in the event's own zone. */
export function isPast(at: Date | Clock): SQL {
  const clock = toClock(at)
  return sql`(${events.endsOn} < ${clock.latest}::date and (${events.endsOn} < ${clock.earliest}::date
    or ${events.endsOn} < ${todayThere(clock)}))`
}

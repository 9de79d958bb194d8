import { and, eq, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, eventTopics, topics } from '#db/schema/index.ts'
import { fromPlace, greatCircleKm, inBox } from '../places/nearby.ts'
import type { EventMention } from './event.ts'
import {
  type Clock,
  city,
  country,
  isUpcoming,
  mentionColumns,
  withPlace,
} from './event-columns.ts'
import { isOn } from './event-conditions.ts'
import { isListed, isShownAt, type RefBlanks } from './visibility.ts'

const WITHIN_DAYS = 30
const WITHIN_KM = 300
const TOPICS_ASKED = 3
const CITIES_ASKED = 30
/** Of each city, and of each topic on either side of the first day: what a busy one has besides is never read. */
const READ_OF_EACH = 4
const SHOWN = 12

/** An event near another one: on a topic of its, or not far from it, or both. */
export type EventAround = EventMention & {
  /** A topic that both are about. */
  readonly topic: string | null
  /** As the crow flies; null where it is farther than one would go for a second event. */
  readonly distanceKm: number | null
}

/** Known to the day: what is only known to the month is near nothing. */
const selectIt = (db: Database, ref: RefBlanks) =>
  db
    .select({
      id: events.id,
      seriesId: events.seriesId,
      placeId: events.placeId,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
    })
    .from(events)
    .where(and(isShownAt(ref), eq(events.datePrecision, 'day')))
    .as('it')

type It = ReturnType<typeof selectIt>

/** What may be around it. Asked where each is read, so that no series takes the places of all others. */
const isAnother = (it: It, clock: Clock): SQL | undefined =>
  and(
    sql`coalesce(${events.seriesId}, ${events.id}) <> coalesce(${it.seriesId}, ${it.id})`,
    isListed,
    eq(events.datePrecision, 'day'),
    isOn,
    // While it is not over, nobody asks for what is.
    sql`(${it.endsOn} < ${clock.earliest}::date or ${isUpcoming(clock)})`,
  )

/**
 * Of some events the closest on either side of its first day. A busy topic or city has thousands: no
 * more of them are read, along their index in order of days.
 */
const closestOf = (some: SQL, day: SQLWrapper, it: It, clock: Clock): SQL => sql`
    (${some} and ${isAnother(it, clock)} and ${day} between ${it.startsOn} and ${it.startsOn} + ${WITHIN_DAYS}::int
      order by ${day} limit ${READ_OF_EACH}) union all
    (${some} and ${isAnother(it, clock)} and ${day} < ${it.startsOn} and ${day} >= ${it.startsOn} - ${WITHIN_DAYS}::int
      order by ${day} desc limit ${READ_OF_EACH})`

const onItsTopics = (it: It, clock: Clock): SQL => {
  const ofTopic = sql`select ${events.id} as id from ${eventTopics}
    join ${events} on ${events.id} = ${eventTopics.eventId} where ${eventTopics.topicId} = mine.topic_id`
  return sql`
  select one.id, mine.topic_id, mine.position, null::float8 as km
  from (select ${eventTopics.topicId}, ${eventTopics.position} from ${eventTopics}
    where ${eventTopics.eventId} = ${it.id} order by ${eventTopics.position} limit ${TOPICS_ASKED}) as mine
  cross join lateral (${closestOf(ofTopic, eventTopics.startsOn, it, clock)}) as one`
}

const notFarFromIt = (db: Database, it: It, clock: Clock): SQL => {
  const km = greatCircleKm()
  const near = db
    .select({ id: city.id, km: sql`${km}`.as('km') })
    .from(fromPlace)
    .innerJoin(city, and(eq(city.kind, 'city'), inBox(WITHIN_KM)))
    .where(and(eq(fromPlace.id, it.placeId), lte(km, WITHIN_KM)))
    .orderBy(sql`km`)
    .limit(CITIES_ASKED)
  const there = sql`select ${events.id} as id, ${events.startsOn} as day from ${events}
    where ${events.placeId} = near.id`
  return sql`
  select one.id, null::uuid, null::smallint, near.km from (${near}) as near
  cross join lateral (select each.id from (${closestOf(there, events.startsOn, it, clock)}) as each
    order by abs(each.day - ${it.startsOn}) limit ${READ_OF_EACH}) as one`
}

/**
 * For an event page's own batch: what else takes place within 30 days of it that shares a topic with it
 * or is at most 300 km away. Both first, then the closest in time. Its own series is told elsewhere.
 */
export function selectAround(db: Database, ref: RefBlanks, clock: Clock) {
  const it = selectIt(db, ref)
  const found = sql`(
    select id, min(km) as km, (array_agg(topic_id order by position))[1] as topic_id
    from (${onItsTopics(it, clock)} union all ${notFarFromIt(db, it, clock)}) as each group by id) as found`
  const daysBetween = sql`greatest(${events.startsOn} - ${it.endsOn}, ${it.startsOn} - ${events.endsOn}, 0)`
  return db
    .select({ ...mentionColumns, topic: topics.name, distanceKm: sql<number | null>`found.km` })
    .from(it)
    .innerJoinLateral(found, sql`true`)
    .innerJoin(events, sql`${events.id} = found.id`)
    .leftJoin(topics, sql`${topics.id} = found.topic_id`)
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .orderBy(
      sql`(found.km is null or found.topic_id is null), ${daysBetween}, found.km, ${events.id}`,
    )
    .limit(SHOWN)
}

import { type SQL, sql } from 'drizzle-orm'
import {
  events,
  eventTopics,
  monthCounts,
  placeCounts,
  places,
  topicCounts,
  topicYears,
} from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isUpcoming } from './event-columns.ts'
import { canBeFollowed } from './event-conditions.ts'
import { isListed } from './visibility.ts'

type Stores = Pick<Deps, 'write' | 'commit' | 'now'>

/**
 * Counts the listed events of every topic, year of a topic, month, city and country, and writes what has
 * changed. By the clock, so that no page has to count. Doing it again changes nothing.
 */
export async function countEvents(deps: Stores): Promise<void> {
  const [first, ...more] = countStatements(deps.now())
  await deps.commit([deps.write.execute(first), ...more.map((one) => deps.write.execute(one))])
}

/** What it asks of the database, for whoever has only a connection. */
export const countStatements = (now: Date): [SQL, ...SQL[]] => [
  countByTopic(now),
  countByYear,
  countByMonth(now),
  countByPlace(now),
]

/** In order of the key everywhere, so that two runs at once wait for each other instead of locking up. */
const countByTopic = (now: Date): SQL => sql`
    with fresh as (
      select ${eventTopics.topicId} as topic_id, count(*) filter (where ${isUpcoming(now)}) as upcoming, count(*) as every
      from ${eventTopics} join ${events} on ${events.id} = ${eventTopics.eventId} where ${isListed} group by 1
    ), gone as (
      delete from ${topicCounts} where topic_id not in (select topic_id from fresh)
    )
    insert into ${topicCounts} as kept (topic_id, upcoming_count, event_count)
    select topic_id, upcoming, every from fresh order by topic_id
    on conflict (topic_id) do update
    set upcoming_count = excluded.upcoming_count, event_count = excluded.event_count
    where (kept.upcoming_count, kept.event_count) <> (excluded.upcoming_count, excluded.event_count)`

const countByYear = sql`
    with fresh as (
      select ${eventTopics.topicId} as topic_id, ${events.year} as year, count(*) as count
      from ${eventTopics} join ${events} on ${events.id} = ${eventTopics.eventId} where ${isListed} group by 1, 2
    ), gone as (
      delete from ${topicYears} where (topic_id, year) not in (select topic_id, year from fresh)
    )
    insert into ${topicYears} as kept (topic_id, year, count)
    select topic_id, year, count from fresh order by topic_id, year
    on conflict (topic_id, year) do update set count = excluded.count where kept.count <> excluded.count`

const countByMonth = (now: Date): SQL => sql`
    with fresh as (
      select to_char(${events.startsOn}, 'YYYY-MM') as month, count(*) filter (where ${isUpcoming(now)}) as upcoming,
        count(*) filter (where ${isUpcoming(now)} and ${canBeFollowed}) as online, count(*) as every
      from ${events} where ${isListed} group by 1
    ), gone as (
      delete from ${monthCounts} where month not in (select month from fresh)
    )
    insert into ${monthCounts} as kept (month, upcoming_count, online_count, event_count)
    select month, upcoming, online, every from fresh order by month
    on conflict (month) do update set upcoming_count = excluded.upcoming_count,
      online_count = excluded.online_count, event_count = excluded.event_count
    where (kept.upcoming_count, kept.online_count, kept.event_count)
      <> (excluded.upcoming_count, excluded.online_count, excluded.event_count)`

/** A country counts what takes place in its cities. */
const countByPlace = (now: Date): SQL => sql`
    with fresh as (
      select ${places.id} as place_id, ${places.kind} as kind,
        count(*) filter (where ${isUpcoming(now)}) as upcoming, count(*) as every
      from ${events}
      cross join lateral (select ${events.placeId} as id union select ${events.countryId}) as there
      join ${places} on ${places.id} = there.id
      where ${isListed} group by ${places.id}
    ), gone as (
      delete from ${placeCounts} where place_id not in (select place_id from fresh)
    )
    insert into ${placeCounts} as kept (place_id, kind, upcoming_count, event_count)
    select place_id, kind, upcoming, every from fresh order by place_id
    on conflict (place_id) do update
    set upcoming_count = excluded.upcoming_count, event_count = excluded.event_count
    where (kept.upcoming_count, kept.event_count) <> (excluded.upcoming_count, excluded.event_count)`

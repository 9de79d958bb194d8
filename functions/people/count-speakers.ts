import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { FIRST_ID } from '#db/id.ts'
import { credits, events, eventTopics, people, sessions, speakers } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { isUpcoming } from '../events/event-columns.ts'
import { isOn } from '../events/event-conditions.ts'
import { isListed } from '../events/visibility.ts'
import { sortName } from './sort-name.ts'
import { speakerScope } from './speaker-scope.ts'

const PEOPLE_PER_SLICE = 2_000
/** Where nobody waits: rows of one scope are written side by side, which is much less work. */
const PEOPLE_PER_LARGE_SLICE = 10_000

/**
 * Counts the sessions of the next people by id, in all and by topic, city and country, finds when they
 * speak next, and writes what has changed. Resolves to where to go on, or to null at the end. Doing it again changes nothing.
 */
export async function countSpeakers(
  deps: Stores,
  after: string,
  { limit = PEOPLE_PER_SLICE, now = new Date() }: { limit?: number; now?: Date } = {},
): Promise<string | null> {
  const slice = sql`
    select id, ${sortName(people.name)} as name from ${people} where id > ${after}::uuid order by id limit ${limit}`
  const [{ rows }] = await deps.commit([recount(deps, slice, now)])
  const [last] = rows
  return last && Number(last.counted) === limit ? last.id : null
}

/** The same for everybody who is billed at one event. For who has just written its programme. */
export async function countSpeakersOf(
  deps: Stores,
  eventId: string,
  now = new Date(),
): Promise<void> {
  const billed = sql`
    select id, ${sortName(people.name)} as name from ${people} where id in (
      select ${credits.personId} from ${credits} join ${sessions} on ${sessions.id} = ${credits.sessionId}
      where ${sessions.eventId} = ${eventId})`
  await deps.commit([recount(deps, billed, now)])
}

/** Everybody, slice by slice. For a directory that was filled from elsewhere. */
export async function countAllSpeakers(deps: Stores): Promise<void> {
  let after: string | null = FIRST_ID
  while (after !== null) after = await countSpeakers(deps, after, { limit: PEOPLE_PER_LARGE_SLICE })
}

/** Nobody speaks at what is called off, and of what is only roughly dated nobody knows when. */
const isNext = (now: Date) => and(isUpcoming(now), isOn, eq(events.datePrecision, 'day'))

const recount = ({ write }: Stores, who: SQL, now: Date) =>
  write.execute<{ id: string; counted: string }>(sql`
    with them as materialized (${who}), said as materialized (
      select them.id as person_id, ${sessions.id} as session_id, ${events.id} as event_id,
        ${events.placeId} as place_id, ${events.countryId} as country_id,
        case when ${isNext(now)} then ${events.startsOn} end as next_on
      from them join ${credits} on ${credits.personId} = them.id
      join ${sessions} on ${sessions.id} = ${credits.sessionId}
      join ${events} on ${events.id} = ${sessions.eventId}
      where ${sessions.withdrawnAt} is null and ${isListed}
    ), scoped as (
      select ${speakerScope.site} as scope, person_id, session_id, next_on from said
      union all
      select ${speakerScope.topic(sql`${eventTopics.topicId}`)}, person_id, session_id, next_on
      from said join ${eventTopics} on ${eventTopics.eventId} = said.event_id
      union all
      select ${speakerScope.place(sql`there.id`)}, person_id, session_id, next_on
      from said cross join lateral (select place_id as id union select country_id) as there
      where there.id is not null
    ), fresh as materialized (
      select scope, person_id, count(distinct session_id) as count, min(next_on) as next_on
      from scoped group by 1, 2
    ), gone as (
      delete from ${speakers} where person_id in (select id from them)
      and (scope, person_id) not in (select scope, person_id from fresh)
    ), kept as (
      insert into ${speakers} as kept (scope, person_id, name, session_count, next_on)
      select scope, person_id, name, count, next_on from fresh join them on them.id = person_id order by 1, 2
      on conflict (scope, person_id) do update
      set name = excluded.name, session_count = excluded.session_count, next_on = excluded.next_on
      where (kept.name, kept.session_count, kept.next_on)
        is distinct from (excluded.name, excluded.session_count, excluded.next_on)
    )
    select id, count(*) over () as counted from them order by id desc limit 1`) satisfies Statement

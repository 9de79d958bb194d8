import { and, asc, count, desc, eq, inArray, isNull, type Placeholder, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { events, eventTopics, people, sessions, topics } from '#db/schema/index.ts'
import { selectPersonCounts } from '../coverage/queries.ts'
import { cutPage } from '../cut-page.ts'
import { notFound } from '../errors.ts'
import { readCursor, writeCursor } from '../events/cursor.ts'
import {
  type Clock,
  city,
  clockAt,
  country,
  isPast,
  isUpcoming,
  placeJson,
  withPlace,
} from '../events/event-columns.ts'
import { CLOCK, CURSOR } from '../events/event-filter.ts'
import { isListed } from '../events/visibility.ts'
import type { Day } from '../time/day.ts'
import { selectAppearances, theirEvents, toAppearance } from './appearances.ts'
import { sessionsOf } from './billed.ts'
import type { PersonPage } from './person.ts'

const UPCOMING_SHOWN = 50
const PAST_SHOWN = 50
const TOPICS_SHOWN = 12

type Asked = {
  readonly now: Date
  /** Only what was and will be in this year. */
  readonly year?: number | undefined
  /** Where the last page of the past ended: its `next`. */
  readonly after?: string | undefined
}

/**
 * Public. One trip. A profile with what the person speaks at and attends, listed events only; never
 * what they track, or had planned to attend before it was off. Throws not_found for an unknown handle,
 * and `malformed` for a cursor that is none.
 */
export async function getPerson(
  db: Database,
  handle: string,
  { now, year, after }: Asked,
): Promise<PersonPage> {
  const cursor = after === undefined ? undefined : readCursor(after)
  const [[person], [spoken], upcoming, past, topicRows, years, kinds] = await personPage(db, {
    ...clockAt(now),
    handle,
    year,
    cursorDay: cursor?.startsOn,
    cursorId: cursor?.id,
  })
  if (!person) throw notFound('This person')
  const { shown, next } = cutPage(past, PAST_SHOWN, writeCursor)
  return {
    person,
    talkCount: spoken?.talks ?? 0,
    upcoming: upcoming.map(toAppearance),
    past: shown.map(toAppearance),
    next,
    topics: topicRows.map(({ slug, name }) => ({ slug, name })),
    years,
    coverageCounts: kinds,
  }
}

type Values = ReturnType<typeof clockAt> & {
  handle: string
  year: number | undefined
  cursorDay: Day | undefined
  cursorId: string | undefined
}

export const personPage = pageQuery(
  'person',
  { always: [...CLOCK, 'handle'], optional: [['year'], CURSOR] },
  (db, { handle, year, cursorDay, cursorId, ...clock }: Placeholders<Values>) => {
    const inYear = year && eq(events.year, year)
    const isBefore =
      cursorDay && sql`(${events.startsOn}, ${events.id}) < (${cursorDay}::date, ${cursorId}::uuid)`
    return [
      selectDetail(db, handle),
      selectTalkCount(db, handle),
      selectAppearances(db, handle, {
        ...{ clock, narrowed: and(isUpcoming(clock), inYear), order: asc, limit: UPCOMING_SHOWN },
      }),
      selectAppearances(db, handle, {
        ...{ clock, narrowed: and(isPast(clock), inYear, isBefore), order: desc },
        limit: PAST_SHOWN + 1,
      }),
      selectTopicsOf(db, handle, clock),
      selectYearsOf(db, handle, clock),
      selectPersonCounts(db, sessionsOf(db, handle)),
    ]
  },
)

const selectDetail = (db: Database, handle: Placeholder) =>
  db
    .select({
      id: people.id,
      handle: people.handle,
      name: people.name,
      bio: people.bio,
      website: people.website,
      links: people.links,
      photoUrl: people.photoUrl,
      place: placeJson.as('place'),
    })
    .from(people)
    .leftJoin(city, eq(city.id, people.placeId))
    .leftJoin(country, withPlace.country)
    .where(eq(people.handle, handle))

/** A talk that stands twice on one programme, as two sources told it, was given once. */
const selectTalkCount = (db: Database, handle: Placeholder) =>
  db
    .select({
      talks: sql`count(distinct (${sessions.eventId}, lower(${sessions.title})))`.mapWith(Number),
    })
    .from(sessions)
    .innerJoin(events, eq(events.id, sessions.eventId))
    .where(
      and(inArray(sessions.id, sessionsOf(db, handle)), isNull(sessions.withdrawnAt), isListed),
    )

function selectTopicsOf(db: Database, handle: Placeholder, clock: Clock) {
  const theirs = theirEvents(db, handle, clock)
  return db
    .select({ slug: topics.slug, name: topics.name, count: count() })
    .from(theirs)
    .innerJoin(events, eq(events.id, theirs.id))
    .innerJoin(eventTopics, eq(eventTopics.eventId, theirs.id))
    .innerJoin(topics, eq(topics.id, eventTopics.topicId))
    .where(isListed)
    .groupBy(topics.id)
    .orderBy(desc(count()), asc(topics.name))
    .limit(TOPICS_SHOWN)
}

function selectYearsOf(db: Database, handle: Placeholder, clock: Clock) {
  const theirs = theirEvents(db, handle, clock)
  return db
    .select({ year: events.year, count: count() })
    .from(theirs)
    .innerJoin(events, eq(events.id, theirs.id))
    .where(isListed)
    .groupBy(events.year)
    .orderBy(desc(events.year))
}

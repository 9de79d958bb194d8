import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNull,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import {
  attendances,
  credits,
  events,
  eventTopics,
  people,
  sessions,
  topics,
} from '#db/schema/index.ts'
import { selectPersonCounts } from '../coverage/queries.ts'
import { notFound } from '../errors.ts'
import { readCursor, writeCursor } from '../events/cursor.ts'
import {
  city,
  clockAt,
  country,
  eventColumns,
  isPast,
  isUpcoming,
  withPlace,
} from '../events/event-columns.ts'
import { CLOCK } from '../events/event-filter.ts'
import { isListed } from '../events/visibility.ts'
import type { Day } from '../time/day.ts'
import type { PersonPage, SpokenSession } from './person.ts'

const SESSIONS_SHOWN = 30
const UPCOMING_SHOWN = 50
const ATTENDED_SHOWN = 48
const TOPICS_SHOWN = 12

type Asked = {
  readonly now: Date
  /** Only what was and will be in this year. */
  readonly year?: number | undefined
  /** Where the last page of past sessions ended: its `next`. */
  readonly after?: string | undefined
}

/**
 * Public. One trip. A profile with what the person speaks at and attends, listed events only; never
 * what they track. Throws not_found for an unknown handle, and `malformed` for a cursor that is none.
 */
export async function getPerson(
  db: Database,
  handle: string,
  { now, year, after }: Asked,
): Promise<PersonPage> {
  const cursor = after === undefined ? undefined : readCursor(after)
  const [[person], nextRows, pastRows, attending, attended, topicRows, years, kinds] =
    await personPage(db, {
      ...clockAt(now),
      handle,
      year,
      beforeDay: cursor?.startsOn,
      beforeId: cursor?.id,
    })
  if (!person) throw notFound('This person')
  const shown = pastRows.slice(0, SESSIONS_SHOWN)
  const last = shown.at(-1)
  const more = last !== undefined && pastRows.length > shown.length
  return {
    person,
    speakingNext: nextRows.map(toSession),
    spoken: shown.map(toSession),
    next: more ? writeCursor({ startsOn: last.startsOn, id: last.sessionId }) : null,
    attending,
    attended,
    topics: topicRows.map(({ slug, name }) => ({ slug, name })),
    years,
    coverageCounts: kinds,
  }
}

type Values = ReturnType<typeof clockAt> & {
  handle: string
  year: number | undefined
  beforeDay: Day | undefined
  beforeId: string | undefined
}

export const personPage = pageQuery(
  'person',
  { always: [...CLOCK, 'handle'], optional: [['year'], ['beforeDay', 'beforeId']] },
  (db, { handle, year, beforeDay, beforeId, ...clock }: Placeholders<Values>) => {
    const inYear = year && eq(events.year, year)
    const isBefore =
      beforeDay &&
      sql`(${events.startsOn}, ${sessions.id}) < (${beforeDay}::date, ${beforeId}::uuid)`
    return [
      db
        .select({
          id: people.id,
          handle: people.handle,
          name: people.name,
          bio: people.bio,
          website: people.website,
          photoUrl: people.photoUrl,
        })
        .from(people)
        .where(eq(people.handle, handle)),
      selectSpoken(db, handle, and(isUpcoming(clock), inYear))
        .orderBy(asc(events.startsOn), asc(sessions.startsAt), asc(sessions.id))
        .limit(UPCOMING_SHOWN),
      selectSpoken(db, handle, and(isPast(clock), inYear, isBefore))
        .orderBy(desc(events.startsOn), desc(sessions.id))
        .limit(SESSIONS_SHOWN + 1),
      selectAttended(db, handle, and(isUpcoming(clock), inYear))
        .orderBy(asc(events.startsOn), asc(events.id))
        .limit(UPCOMING_SHOWN),
      selectAttended(db, handle, and(isPast(clock), inYear))
        .orderBy(desc(events.startsOn), desc(events.id))
        .limit(ATTENDED_SHOWN),
      selectTopicsOf(db, handle),
      selectYearsOf(db, handle),
      selectPersonCounts(db, sessionsOf(db, handle)),
    ]
  },
)

/** What somebody is billed on. Billed twice on a session, they speak at it once. */
const sessionsOf = (db: Database, handle: Placeholder) =>
  db
    .select({ id: credits.sessionId })
    .from(credits)
    .innerJoin(people, eq(people.id, credits.personId))
    .where(eq(people.handle, handle))

/** The events where somebody is billed for something that takes place. */
const eventsSpokenAt = (db: Database, handle: Placeholder) =>
  db
    .select({ id: sessions.eventId })
    .from(credits)
    .innerJoin(people, eq(people.id, credits.personId))
    .innerJoin(sessions, eq(sessions.id, credits.sessionId))
    .where(and(eq(people.handle, handle), isNull(sessions.withdrawnAt)))

const eventsAttended = (db: Database, handle: Placeholder) =>
  db
    .select({ id: attendances.eventId })
    .from(attendances)
    .innerJoin(people, eq(people.id, attendances.personId))
    .where(and(eq(people.handle, handle), eq(attendances.role, 'attending')))

/** Each event once, found from the person: asked for by `or`, all events there are would be read. */
const theirEvents = (db: Database, handle: Placeholder) =>
  union(eventsSpokenAt(db, handle), eventsAttended(db, handle)).as('theirs')

function selectSpoken(db: Database, handle: Placeholder, narrowed: SQL | undefined) {
  return db
    .select({
      ...eventColumns,
      sessionId: sessions.id,
      sessionSlug: sessions.slug,
      title: sessions.title,
    })
    .from(sessions)
    .innerJoin(events, eq(events.id, sessions.eventId))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .where(
      and(
        inArray(sessions.id, sessionsOf(db, handle)),
        isNull(sessions.withdrawnAt),
        isListed,
        narrowed,
      ),
    )
    .$dynamic()
}

type SpokenRow = Awaited<ReturnType<typeof selectSpoken>>[number]

const toSession = ({ sessionId, sessionSlug, title, ...event }: SpokenRow): SpokenSession => ({
  id: sessionId,
  slug: sessionSlug,
  title,
  event,
})

const selectAttended = (db: Database, handle: Placeholder, narrowed: SQL | undefined) =>
  db
    .select(eventColumns)
    .from(events)
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .where(and(inArray(events.id, eventsAttended(db, handle)), isListed, narrowed))
    .$dynamic()

function selectTopicsOf(db: Database, handle: Placeholder) {
  const theirs = theirEvents(db, handle)
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

function selectYearsOf(db: Database, handle: Placeholder) {
  const theirs = theirEvents(db, handle)
  return db
    .select({ year: events.year, count: count() })
    .from(theirs)
    .innerJoin(events, eq(events.id, theirs.id))
    .where(isListed)
    .groupBy(events.year)
    .orderBy(desc(events.year))
}

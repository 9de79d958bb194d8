import {
  and,
  type asc,
  eq,
  inArray,
  isNull,
  ne,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { attendances, coverage, events, people, sessions } from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import {
  type Clock,
  city,
  country,
  eventColumns,
  isUpcoming,
  withPlace,
} from '../events/event-columns.ts'
import { isListed } from '../events/visibility.ts'
import { sessionsOf } from './billed.ts'
import type { Appearance, GivenTalk } from './person.ts'

/** The events where somebody is billed for something that takes place. */
const eventsSpokenAt = (db: Database, handle: Placeholder) =>
  db
    .select({ id: sessions.eventId })
    .from(sessions)
    .where(and(inArray(sessions.id, sessionsOf(db, handle)), isNull(sessions.withdrawnAt)))

/** Nobody goes to what was cancelled, or was at what was put off from days that are past. */
const isOn = (clock: Clock) =>
  and(ne(events.status, 'cancelled'), or(ne(events.status, 'postponed'), isUpcoming(clock)))

const eventsAttended = (db: Database, handle: Placeholder, clock: Clock) =>
  db
    .select({ id: attendances.eventId })
    .from(attendances)
    .innerJoin(people, eq(people.id, attendances.personId))
    .innerJoin(events, eq(events.id, attendances.eventId))
    .where(and(eq(people.handle, handle), eq(attendances.role, 'attending'), isOn(clock)))

/** Each event once, found from the person: asked for by `or`, all events there are would be read. */
export const theirEvents = (db: Database, handle: Placeholder, clock: Clock) =>
  union(eventsSpokenAt(db, handle), eventsAttended(db, handle, clock)).as('theirs')

type Part = {
  readonly clock: Clock
  readonly narrowed: SQL | undefined
  readonly order: typeof asc
  readonly limit: number
}

/** Listed events that somebody speaks at or attends. The page of events first, then what was spoken there and what is to be seen of that. */
export function selectAppearances(
  db: Database,
  handle: Placeholder,
  { clock, narrowed, order, limit }: Part,
) {
  const theirs = theirEvents(db, handle, clock)
  const page = db
    .$with('page')
    .as(
      db
        .select({ id: events.id, startsOn: events.startsOn })
        .from(theirs)
        .innerJoin(events, eq(events.id, theirs.id))
        .where(and(isListed, narrowed))
        .orderBy(order(events.startsOn), order(events.id))
        .limit(limit),
    )
  const given = db
    .select({ eventId: sessions.eventId, talks: talksJson.as('talks') })
    .from(sessions)
    .where(
      and(
        inArray(sessions.id, sessionsOf(db, handle)),
        isNull(sessions.withdrawnAt),
        inArray(sessions.eventId, db.select({ id: page.id }).from(page)),
      ),
    )
    .groupBy(sessions.eventId)
    .as('given')
  return db
    .with(page)
    .select({ ...eventColumns, talks: given.talks })
    .from(page)
    .innerJoin(events, eq(events.id, page.id))
    .leftJoin(given, eq(given.eventId, page.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .orderBy(order(page.startsOn), order(page.id))
}

const talksJson = staticSql(sql<GivenTalk[] | null>`json_agg(json_build_object(
  'slug', ${sessions.slug}, 'title', ${sessions.title},
  'kinds', array(select distinct ${coverage.kind} from ${coverage}
    where ${coverage.sessionId} = ${sessions.id} and ${coverage.kind} in ('video', 'slides') and ${coverage.deadSince} is null
    order by ${coverage.kind} desc))
  order by ${sessions.startsAt}, ${sessions.id})`)

type Row = Awaited<ReturnType<typeof selectAppearances>>[number]

export const toAppearance = ({ talks, ...event }: Row): Appearance => ({
  event,
  talks: onceEach(talks ?? []),
})

/** Of what has one title, that of which most is to be seen. */
function onceEach(talks: readonly GivenTalk[]): GivenTalk[] {
  const once = new Map<string, GivenTalk>()
  for (const talk of talks) {
    const title = talk.title.toLowerCase()
    const before = once.get(title)
    if (!before || talk.kinds.length > before.kinds.length) once.set(title, talk)
  }
  return [...once.values()]
}

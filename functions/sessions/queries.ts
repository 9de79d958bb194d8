import {
  and,
  asc,
  desc,
  eq,
  isNull,
  ne,
  type Placeholder,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import {
  coverage,
  credits,
  events,
  people,
  rooms,
  scheduleChanges,
  sessions,
} from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import { selectSessionCoverage } from '../coverage/coverage-columns.ts'
import { notFound } from '../errors.ts'
import type { EventSummary } from '../events/event.ts'
import { idOfEvent, selectEvent } from '../events/event-at.ts'
import type { RefBlanks } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import type { Day } from '../time/day.ts'
import { selectChanges, toChange } from './changes.ts'
import type { Billed, Schedule, SessionPage } from './session.ts'
import { linkColumns, sessionColumns, slotColumns } from './session-columns.ts'
import { takesPlace } from './takes-place.ts'

/** Of one day; the fullest known has about 550. */
const MAX_SESSIONS = 2000
const MAX_DAYS = 60
const CHANGES_SHOWN = 30
const SESSION_CHANGES_SHOWN = 5
const MEANWHILE_SHOWN = 8

/** The conference day that it is now, or else the next one; once all are over, the first. */
const dayToShow = ({ year, slug }: RefBlanks, now: Placeholder): SQL => {
  const today = sql`((${now}::timestamptz at time zone ${events.zone})
    - ${events.dayChangeMinutes} * interval '1 minute')::date`
  const first = (from: SQL) => sql`(select min(slot.day) from ${sessions} as slot
    where slot.event_id = ${events.id} ${from})`
  return sql`(select coalesce(${first(sql`and slot.day >= ${today}`)}, ${first(sql``)})
    from ${events} where ${events.year} = ${year} and ${events.slug} = ${slug})`
}

/** One look at the event's coverage for all of its sessions, on the index that tells what is there twice. */
const isRecorded = (eventId: SQLWrapper) => sql<boolean>`${sessions.id} in (
  select ${coverage.sessionId} from ${coverage} where ${coverage.eventId} = (${eventId})
  and ${coverage.sessionId} is not null and ${coverage.kind} = 'video' and ${coverage.deadSince} is null)`

type Wanted = { now: Date; day?: Day | null | undefined }

type ScheduleBlanks = Placeholders<EventRef & { now: string; day?: Day | null | undefined }>

export const schedulePage = pageQuery(
  'schedule',
  { always: ['year', 'slug', 'now'], optional: [['day']] },
  (db, { now, day, ...ref }: ScheduleBlanks) => {
    const wanted = day === undefined ? dayToShow(ref, now) : sql`${day}::date`
    const ofEvent = eq(sessions.eventId, idOfEvent(db, ref))
    return [
      selectEvent(db, ref),
      db
        .select({
          day: sessions.day,
          count: sql<number>`(count(*) filter (where ${takesPlace}))::int`,
        })
        .from(sessions)
        .where(ofEvent)
        .groupBy(sessions.day)
        .orderBy(asc(sessions.day))
        .limit(MAX_DAYS),
      db
        .select({ ...sessionColumns, recorded: isRecorded(idOfEvent(db, ref)) })
        .from(sessions)
        .leftJoin(rooms, eq(rooms.id, sessions.roomId))
        .where(and(ofEvent, sql`${sessions.day} is not distinct from ${wanted}`))
        .orderBy(asc(sessions.startsAt), asc(rooms.position), asc(rooms.name), asc(sessions.id))
        .limit(MAX_SESSIONS),
      selectChanges(db, eq(scheduleChanges.eventId, idOfEvent(db, ref)), CHANGES_SHOWN),
    ]
  },
)

/**
 * Public. One trip. One day of a programme, withdrawn sessions included; without `day` the one that
 * matters now, with null what has no day. Throws not_found for an event or a day that there is not.
 */
export async function getSchedule(
  db: Database,
  ref: EventRef,
  { now, day }: Wanted,
): Promise<Schedule> {
  const { year, slug } = ref
  const values = { year, slug, now: now.toISOString(), day }
  const [[event], days, shown, changes] = await schedulePage(db, values)
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  if (day !== undefined && !days.some((one) => one.day === day))
    throw notFound(`That day of ${event.name}`)
  const isDay = day === undefined ? (shown[0]?.day ?? null) : day
  return { event, days, day: isDay, sessions: shown, changes: changes.map(toChange) }
}

const billedJson = staticSql(sql<Billed[]>`coalesce((
  select json_agg(json_build_object(
    'name', ${credits.name}, 'role', ${credits.role}, 'handle', ${people.handle},
    'bio', ${people.bio}, 'hasPhoto', ${people.photoUrl} is not null)
    order by ${credits.position})
  from ${credits} left join ${people} on ${people.id} = ${credits.personId}
  where ${credits.sessionId} = ${sessions.id}), '[]')`)

const mine = alias(sessions, 'mine')

/** The nearest session in the same room that starts before or after. Withdrawn ones are passed over. */
function selectNeighbour(db: Database, isMine: SQL | undefined, side: 'before' | 'after') {
  const [beyond, towards] = side === 'before' ? [sql`<`, desc] : [sql`>`, asc]
  return db
    .select(linkColumns)
    .from(mine)
    .innerJoin(sessions, and(eq(sessions.eventId, mine.eventId), eq(sessions.roomId, mine.roomId)))
    .innerJoin(rooms, eq(rooms.id, sessions.roomId))
    .where(
      and(
        isMine,
        isNull(sessions.withdrawnAt),
        sql`(${sessions.startsAt}, ${sessions.id}) ${beyond} (${mine.startsAt}, ${mine.id})`,
      ),
    )
    .orderBy(towards(sessions.startsAt), towards(sessions.id))
    .limit(1)
}

const selectMeanwhile = (db: Database, isMine: SQL | undefined) =>
  db
    .select(linkColumns)
    .from(mine)
    .innerJoin(
      sessions,
      and(eq(sessions.eventId, mine.eventId), eq(sessions.startsAt, mine.startsAt)),
    )
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .where(and(isMine, takesPlace, ne(sessions.id, mine.id)))
    .orderBy(asc(rooms.position), asc(rooms.name), asc(sessions.id))
    .limit(MEANWHILE_SHOWN)

type SessionBlanks = Placeholders<EventRef & { session: string }>

export const sessionPage = pageQuery(
  'session',
  { always: ['year', 'slug', 'session'] },
  (db, { session: slug, ...ref }: SessionBlanks) => {
    const eventId = idOfEvent(db, ref)
    const isIt = and(eq(sessions.eventId, eventId), eq(sessions.slug, slug))
    const isMine = and(eq(mine.eventId, eventId), eq(mine.slug, slug))
    return [
      selectEvent(db, ref),
      db
        .select({
          ...slotColumns,
          subtitle: sessions.subtitle,
          abstract: sessions.abstract,
          url: sessions.url,
          credits: billedJson,
        })
        .from(sessions)
        .leftJoin(rooms, eq(rooms.id, sessions.roomId))
        .where(isIt),
      selectNeighbour(db, isMine, 'before'),
      selectNeighbour(db, isMine, 'after'),
      selectMeanwhile(db, isMine),
      selectChanges(db, isIt, SESSION_CHANGES_SHOWN),
      selectSessionCoverage(db, isIt),
    ]
  },
)

/**
 * Public. One trip. A session with its event, and what is around it. `session` is null where the
 * event has none of this name; throws not_found where there is no such event.
 */
export async function getSession(
  db: Database,
  ref: EventRef,
  slug: string,
): Promise<SessionPage | { event: EventSummary; session: null }> {
  const values = { year: ref.year, slug: ref.slug, session: slug }
  const [[event], [session], [before], [after], meanwhile, changes, coverage] = await sessionPage(
    db,
    values,
  )
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  if (!session) return { event, session: null }
  return {
    ...{ event, session, meanwhile, coverage },
    before: before ?? null,
    after: after ?? null,
    changes: changes.map(toChange),
  }
}

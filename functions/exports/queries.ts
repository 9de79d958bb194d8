import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { coverage, credits, events, rooms, sessionExternalIds, sessions } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import { idOfEvent } from '../events/event-at.ts'
import { city, country, eventColumns, withPlace } from '../events/event-columns.ts'
import { isShownAt } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import { selectVenuesOf } from '../venues/queries.ts'
import type { ExportedEvent, ExportedProgramme } from './exported-programme.ts'
import type { Hours } from './ical-calendar.ts'

/** No programme that we know has a sixth of it. */
const MAX_SESSIONS = 10_000
const MAX_ROWS = 50_000

export const exportedProgrammePage = pageQuery(
  'exported_programme',
  { always: ['year', 'slug'] },
  (db, ref: Placeholders<EventRef>) => {
    const shown = isShownAt(ref)
    return [
      selectExportedEvent(db, shown),
      selectRooms(db, shown),
      selectSessions(db, shown),
      selectCredits(db, shown),
      selectCoverage(db, shown),
      selectVenuesOf(db, shown),
    ]
  },
)

/** Public. One trip. The whole programme of an event; throws not_found for a hidden one. */
export async function getExportedProgramme(
  db: Database,
  { year, slug }: EventRef,
): Promise<ExportedProgramme> {
  const [[event], ofRooms, ofSessions, ofCredits, ofCoverage, venues] = await exportedProgrammePage(
    db,
    { year, slug },
  )
  if (!event) throw notFound(`The event ${year}/${slug}`)
  const creditsOf = Map.groupBy(ofCredits, ({ sessionId }) => sessionId)
  const coverageOf = Map.groupBy(ofCoverage, ({ sessionId }) => sessionId)
  return {
    event: { ...event, venues },
    rooms: ofRooms.map(({ name }) => name),
    sessions: ofSessions.map(({ withdrawnAt, ...session }, index) => ({
      ...session,
      number: index + 1,
      isWithdrawn: withdrawnAt !== null,
      credits: creditsOf.get(session.id) ?? [],
      coverage: coverageOf.get(session.id) ?? [],
    })),
  }
}

const selectExportedEvent = (db: Database, shown: SQL) =>
  db
    .select({
      ...eventColumns,
      ...{ tagline: events.tagline, description: events.description, website: events.website },
      ...{ dayChangeMinutes: events.dayChangeMinutes },
      ...{ createdAt: events.createdAt, updatedAt: events.updatedAt },
    })
    .from(events)
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .where(shown)

const ofWhatIsOn = sql`filter (where ${sessions.withdrawnAt} is null)`

export const exportedEventPage = pageQuery(
  'exported_event',
  { always: ['year', 'slug'] },
  (db, ref: Placeholders<EventRef>) => {
    const shown = isShownAt(ref)
    return [
      selectExportedEvent(db, shown),
      selectVenuesOf(db, shown),
      db
        .select({
          startsAt: sql`min(${sessions.startsAt}) ${ofWhatIsOn}`.mapWith(sessions.startsAt),
          endsAt: sql`max(${sessions.endsAt}) ${ofWhatIsOn}`.mapWith(sessions.endsAt),
          updatedAt: sql`max(${sessions.updatedAt})`.mapWith(sessions.updatedAt),
          isTimed: sql<boolean>`coalesce(bool_and(${sessions.startsAt} is not null) ${ofWhatIsOn}, false)`,
        })
        .from(sessions)
        .where(eq(sessions.eventId, idOfEvent(db, ref))),
    ]
  },
)

/**
 * Public. One trip. An event, and the hours of its programme where those of all of it are known; it was
 * updated when either was. Throws not_found for a hidden one.
 */
export async function getExportedEvent(
  db: Database,
  { year, slug }: EventRef,
): Promise<{ event: ExportedEvent; hours: Hours | null }> {
  const [[event], venues, [programme]] = await exportedEventPage(db, { year, slug })
  if (!event) throw notFound(`The event ${year}/${slug}`)
  const { startsAt = null, endsAt = null, updatedAt = null, isTimed } = programme ?? {}
  const latest = updatedAt && updatedAt > event.updatedAt ? updatedAt : event.updatedAt
  return {
    event: { ...event, venues, updatedAt: latest },
    hours: isTimed && startsAt && endsAt ? { startsAt, endsAt } : null,
  }
}

const selectRooms = (db: Database, shown: SQL) =>
  db
    .select({ name: rooms.name })
    .from(rooms)
    .innerJoin(events, eq(events.id, rooms.eventId))
    .where(shown)
    .orderBy(asc(rooms.position), asc(rooms.name))
    .limit(MAX_SESSIONS)

/** Ids grow with time, so a session's number stays, whatever joins the programme later. */
const selectSessions = (db: Database, shown: SQL) =>
  db
    .select({
      ...{ id: sessions.id, slug: sessions.slug, title: sessions.title },
      ...{ subtitle: sessions.subtitle, abstract: sessions.abstract, kind: sessions.kind },
      ...{ day: sessions.day, startsAt: sessions.startsAt, endsAt: sessions.endsAt },
      ...{ room: rooms.name, track: sessions.track, language: sessions.language },
      ...{ level: sessions.level, notRecorded: sessions.notRecorded, url: sessions.url },
      ...{ withdrawnAt: sessions.withdrawnAt, createdAt: sessions.createdAt },
      updatedAt: sessions.updatedAt,
      externalId: sql<string | null>`(
        select ${sessionExternalIds.externalId} from ${sessionExternalIds}
        where ${sessionExternalIds.sessionId} = ${sessions.id}
          and ${sessionExternalIds.source} = 'schedule:' || ${events.id}
        order by ${sessionExternalIds.externalId} limit 1)`,
    })
    .from(sessions)
    .innerJoin(events, eq(events.id, sessions.eventId))
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .where(shown)
    .orderBy(asc(sessions.id))
    .limit(MAX_SESSIONS)

const selectCredits = (db: Database, shown: SQL) =>
  db
    .select({
      sessionId: credits.sessionId,
      name: credits.name,
      role: credits.role,
      personId: credits.personId,
    })
    .from(credits)
    .innerJoin(sessions, eq(sessions.id, credits.sessionId))
    .innerJoin(events, eq(events.id, sessions.eventId))
    .where(shown)
    .orderBy(asc(credits.sessionId), asc(credits.position))
    .limit(MAX_ROWS)

const selectCoverage = (db: Database, shown: SQL) =>
  db
    .select({
      sessionId: coverage.sessionId,
      kind: coverage.kind,
      url: coverage.url,
      title: coverage.title,
    })
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .where(shown)
    .orderBy(asc(coverage.createdAt), asc(coverage.id))
    .limit(MAX_ROWS)

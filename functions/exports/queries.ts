import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import {
  coverage,
  credits,
  events,
  places,
  rooms,
  sessionExternalIds,
  sessions,
} from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import { isShownAt } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import { selectVenuesOf } from '../venues/queries.ts'
import type { VenueSummary } from '../venues/venue.ts'
import type { ExportedEvent, ExportedProgramme } from './exported-programme.ts'

/** No programme that we know has a sixth of it. */
const MAX_SESSIONS = 10_000
const MAX_ROWS = 50_000

/** Public. One trip. The whole programme of an event; throws not_found for a hidden one. */
export async function getExportedProgramme(
  db: Database,
  ref: EventRef,
): Promise<ExportedProgramme> {
  const shown = isShownAt(ref)
  const [[event], ofRooms, ofSessions, ofCredits, ofCoverage, [venue]] = await db.batch([
    db
      .select({
        ...{ id: events.id, year: events.year, slug: events.slug, name: events.name },
        ...{ startsOn: events.startsOn, endsOn: events.endsOn, zone: events.zone },
        ...{ status: events.status, dayChangeMinutes: events.dayChangeMinutes },
        ...{ website: events.website, city: places.name },
      })
      .from(events)
      .leftJoin(places, eq(places.id, events.placeId))
      .where(shown),
    selectRooms(db, shown),
    selectSessions(db, shown),
    selectCredits(db, shown),
    selectCoverage(db, shown),
    selectVenuesOf(db, shown),
  ])
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  const creditsOf = Map.groupBy(ofCredits, ({ sessionId }) => sessionId)
  const coverageOf = Map.groupBy(ofCoverage, ({ sessionId }) => sessionId)
  return {
    event: { ...event, point: pointOf(venue) },
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

function pointOf(venue: VenueSummary | undefined): ExportedEvent['point'] {
  const { latitude = null, longitude = null } = venue ?? {}
  return latitude === null || longitude === null ? null : { latitude, longitude }
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

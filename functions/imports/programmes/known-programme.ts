import { and, asc, eq, exists, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import {
  coverage,
  credits,
  events,
  people,
  personExternalIds,
  rooms,
  sessionExternalIds,
  sessionRedirects,
  sessions,
} from '#db/schema/index.ts'
import type { CreditRole } from '../../sessions/session.ts'

export type KnownProgramme = Awaited<ReturnType<typeof findProgramme>>
export type KnownSession = KnownProgramme['sessions'][number]
export type KnownPerson = KnownProgramme['people'][number]
export type KnownCoverage = KnownProgramme['coverage'][number]

export type KnownCredit = {
  readonly name: string
  readonly role: CreditRole
  readonly personId: string | null
}

export type Wanted = {
  readonly eventId: string
  /** What the source calls people, by the name under which it is kept. */
  readonly people: readonly { readonly source: string; readonly externalId: string }[]
}

const jsonOf = <T>(select: SQL) =>
  sql<T>`(select coalesce(json_agg(row), '[]') from (${select}) row)`

/** All of an event's programme that an import has to be compared with, in one trip. */
export async function findProgramme(db: Database, wanted: Wanted) {
  const { eventId } = wanted
  const [known, knownRooms, knownCoverage, ids, knownPeople, former] = await db.batch([
    selectSessions(db, eventId),
    db
      .select({ id: rooms.id, name: rooms.name, position: rooms.position })
      .from(rooms)
      .where(eq(rooms.eventId, eventId))
      .orderBy(asc(rooms.position), asc(rooms.name)),
    selectCoverage(db, eventId),
    db
      .select()
      .from(personExternalIds)
      .where(inArray(personExternalIds.personId, sql`(${personsOf(wanted)})`)),
    selectPeople(db, wanted),
    selectFormerSlugs(db, eventId),
  ])
  return {
    sessions: known,
    rooms: knownRooms,
    coverage: knownCoverage,
    people: knownPeople,
    personIds: ids,
    formerSlugs: former.map(({ slug }) => slug),
  }
}

function selectSessions(db: Database, eventId: string) {
  return db
    .select({
      id: sessions.id,
      slug: sessions.slug,
      title: sessions.title,
      subtitle: sessions.subtitle,
      abstract: sessions.abstract,
      kind: sessions.kind,
      day: sessions.day,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      roomId: sessions.roomId,
      track: sessions.track,
      language: sessions.language,
      level: sessions.level,
      notRecorded: sessions.notRecorded,
      url: sessions.url,
      withdrawnAt: sessions.withdrawnAt,
      editedColumns: sessions.editedColumns,
      externalIds: jsonOf<{ source: string; externalId: string }[]>(sql`
        select ${sessionExternalIds.source}, ${sessionExternalIds.externalId} as "externalId"
        from ${sessionExternalIds} where ${sessionExternalIds.sessionId} = ${sessions.id}`),
      credits: jsonOf<KnownCredit[]>(sql`
        select ${credits.name}, ${credits.role}, ${credits.personId} as "personId"
        from ${credits} where ${credits.sessionId} = ${sessions.id} order by ${credits.position}`),
    })
    .from(sessions)
    .where(eq(sessions.eventId, eventId))
    .orderBy(asc(sessions.id))
}

function selectCoverage(db: Database, eventId: string) {
  return db
    .select({
      sessionId: coverage.sessionId,
      kind: coverage.kind,
      url: coverage.url,
      urlKey: coverage.urlKey,
      title: coverage.title,
      language: coverage.language,
      durationS: coverage.durationS,
      thumbnailUrl: coverage.thumbnailUrl,
    })
    .from(coverage)
    .where(eq(coverage.eventId, eventId))
}

/** Those who are billed at the event, and those whom the source names. */
function personsOf({ eventId, people: named }: Wanted): SQL {
  const bySource = Map.groupBy(named, ({ source }) => source)
  const isNamed = or(
    ...[...bySource].map(([source, people]) =>
      and(
        eq(personExternalIds.source, source),
        inArray(
          personExternalIds.externalId,
          people.map(({ externalId }) => externalId),
        ),
      ),
    ),
  )
  return sql`
    select ${credits.personId} from ${credits} join ${sessions} on ${sessions.id} = ${credits.sessionId}
    where ${sessions.eventId} = ${eventId}
    union select ${personExternalIds.personId} from ${personExternalIds} where ${isNamed ?? sql`false`}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function selectPeople(db: Database, wanted: Wanted) {
  const ours = wanted.people.map(({ externalId }) => externalId).filter((id) => UUID.test(id))
  return db
    .select({
      id: people.id,
      name: people.name,
      bio: people.bio,
      photoUrl: people.photoUrl,
      links: people.links,
      accountId: people.accountId,
      editedColumns: people.editedColumns,
    })
    .from(people)
    .where(or(inArray(people.id, sql`(${personsOf(wanted)})`), inArray(people.id, ours)))
}

/** Addresses that sessions of this event once had lead to them for ever. */
function selectFormerSlugs(db: Database, eventId: string) {
  const isOfEvent = and(
    eq(events.id, eventId),
    eq(events.year, sessionRedirects.year),
    eq(events.slug, sessionRedirects.eventSlug),
  )
  return db
    .select({ slug: sessionRedirects.slug })
    .from(sessionRedirects)
    .where(exists(db.select({ id: events.id }).from(events).where(isOfEvent)))
}

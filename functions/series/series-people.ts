import { and, asc, desc, eq, exists, isNull, type Placeholder, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { credits, eventStaff, events, people, sessions } from '#db/schema/index.ts'
import { isOf } from '../events/event-conditions.ts'
import { isListed } from '../events/visibility.ts'
import { selectStaffOf } from '../staff/queries.ts'

/** More editions than this and a page would have to count more sessions than anybody reads about. */
const EDITIONS_COUNTED = 20
const SPEAKERS_SHOWN = 24

const newestEditions = (db: Database, slug: string | Placeholder, limit: number) =>
  db
    .select({ id: events.id })
    .from(events)
    .where(and(isOf(slug), isListed))
    .orderBy(desc(events.startsOn), desc(events.id))
    .limit(limit)

/** Who is billed at the newest twenty editions of a series, most sessions first. */
export function selectSpeakersOf(db: Database, slug: string | Placeholder) {
  const editions = newestEditions(db, slug, EDITIONS_COUNTED).as('editions')
  const sessionCount = sql<number>`count(distinct ${sessions.id})`.mapWith(Number)
  return db
    .select({ handle: people.handle, name: people.name, sessionCount })
    .from(editions)
    .innerJoin(sessions, eq(sessions.eventId, editions.id))
    .innerJoin(credits, eq(credits.sessionId, sessions.id))
    .innerJoin(people, eq(people.id, credits.personId))
    .where(isNull(sessions.withdrawnAt))
    .groupBy(people.id)
    .orderBy(desc(sessionCount), asc(people.name), asc(people.handle))
    .limit(SPEAKERS_SHOWN)
}

/** The staff of the newest edition that names any. */
export function selectOrganisers(db: Database, slug: string | Placeholder) {
  const staffed = exists(
    db.select({ one: sql`1` }).from(eventStaff).where(eq(eventStaff.eventId, events.id)),
  )
  const newest = db
    .select({ id: events.id })
    .from(events)
    .where(and(isOf(slug), isListed, staffed))
    .orderBy(desc(events.startsOn), desc(events.id))
    .limit(1)
  return selectStaffOf(db, sql`${events.id} = (${newest})`)
}

import { and, asc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, places, sessions, topics, venues } from '#db/schema/index.ts'
import { isListed } from '../events/visibility.ts'
import { paths } from '../paths.ts'
import { selectSeriesSlugs } from '../series/queries.ts'

export type SitemapUrl = { readonly path: string; readonly updatedAt: Date | null }

/** The protocol allows 50,000 in a file. */
const MAX_EVENTS = 10_000
const MAX_SESSIONS = 30_000
const MAX_TOPICS = 5_000
const MAX_PLACES = 15_000
const MAX_SERIES = 20_000
const MAX_VENUES = 9_000
const MAX_MONTHS = 2_000

/**
 * Public. The months (`YYYY-MM`) in which events start, oldest first: each has a file of its own, so
 * that a file stays one quick query however many events there are. Found by stepping from month to
 * month along the index, not by reading every event.
 */
export async function listSitemapMonths(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ month: string }>(sql`
    with recursive step(month) as (
      select date_trunc('month', min(${events.startsOn}))::date from ${events} where ${isListed}
      union all
      select (select date_trunc('month', min(${events.startsOn}))::date from ${events}
        where ${isListed} and ${events.startsOn} >= step.month + interval '1 month')
      from step where step.month is not null
    )
    select to_char(month, 'YYYY-MM') as month from step where month is not null limit ${MAX_MONTHS}`)
  return rows.map(({ month }) => month)
}

/** Public. One trip. The lists, topics, places, series and venues. */
export async function listSitemapSections(db: Database): Promise<SitemapUrl[]> {
  const [topicRows, placeRows, seriesRows, venueRows] = await db.batch([
    db.select({ slug: topics.slug }).from(topics).orderBy(asc(topics.slug)).limit(MAX_TOPICS),
    db.select({ slug: places.slug }).from(places).orderBy(asc(places.slug)).limit(MAX_PLACES),
    selectSeriesSlugs(db, MAX_SERIES),
    db
      .select({ slug: venues.slug, city: places.slug })
      .from(venues)
      .innerJoin(places, eq(places.id, venues.placeId))
      .orderBy(asc(venues.id))
      .limit(MAX_VENUES),
  ])
  const all = [
    paths.home(),
    paths.conferences(),
    paths.topics(),
    paths.places(),
    paths.seriesList(),
    paths.speakers(),
    paths.calls(),
    paths.coverage(),
    paths.about(),
    paths.help(),
    paths.privacy(),
    ...topicRows.map(({ slug }) => paths.topic(slug)),
    ...placeRows.map(({ slug }) => paths.place(slug)),
    ...seriesRows.map(({ slug }) => paths.series(slug)),
    ...venueRows.map(paths.venue),
  ]
  return all.map((path) => ({ path, updatedAt: null }))
}

/** Public. One trip. The listed events that start in a month (`YYYY-MM`), and their sessions. */
export async function listSitemapMonth(db: Database, month: string): Promise<SitemapUrl[]> {
  // As plain days, which Postgres knows how many events are between.
  const [year = 0, number = 1] = month.split('-').map(Number)
  const end = new Date(Date.UTC(year, number)).toISOString().slice(0, 10)
  const inMonth = and(isListed, gte(events.startsOn, `${month}-01`), lt(events.startsOn, end))
  const ref = { year: events.year, slug: events.slug }
  const found = db
    .select({ ...ref, id: events.id, updatedAt: events.updatedAt })
    .from(events)
    .where(inMonth)
    .orderBy(asc(events.startsOn), asc(events.id))
    .limit(MAX_EVENTS)
  const there = found.as('there')
  const [eventRows, sessionRows] = await db.batch([
    found,
    db
      .select({
        year: there.year,
        slug: there.slug,
        session: sessions.slug,
        updatedAt: sessions.updatedAt,
      })
      .from(there)
      .innerJoin(sessions, eq(sessions.eventId, there.id))
      .where(isNull(sessions.withdrawnAt))
      .limit(MAX_SESSIONS),
  ])
  return [
    ...eventRows.map((row) => ({ path: paths.event(row), updatedAt: row.updatedAt })),
    ...sessionRows.map(({ session, updatedAt, ...event }) => ({
      path: paths.session(event, session),
      updatedAt,
    })),
  ]
}

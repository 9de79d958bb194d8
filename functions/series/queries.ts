import { and, asc, count, eq, gt, type Placeholder, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { events, series } from '#db/schema/index.ts'
import { selectOpenCalls, toCallPage } from '../calls/call-list.ts'
import { selectKindCounts } from '../coverage/coverage-columns.ts'
import { cutPage } from '../cut-page.ts'
import { notFound } from '../errors.ts'
import { type Clock, clockAt, isUpcoming } from '../events/event-columns.ts'
import { isOf } from '../events/event-conditions.ts'
import {
  CLOCK,
  CURSOR,
  fromStart,
  type ListPlaceholders,
  listValues,
} from '../events/event-filter.ts'
import { selectEventList, toPage } from '../events/event-list.ts'
import { isListed } from '../events/visibility.ts'
import type { SeriesList, SeriesPage } from './series.ts'
import { selectOrganisers, selectSpeakersOf } from './series-people.ts'

const SERIES_PER_PAGE = 60
const UPCOMING_SHOWN = 12
const PAST_PER_PAGE = 24
const CALLS_SHOWN = 12

type ListedValues = ReturnType<typeof clockAt> & { after: string | undefined }

export const seriesList = pageQuery(
  'series_list',
  { always: CLOCK, optional: [['after']] },
  (db, { after, ...clock }: Placeholders<ListedValues>) => [selectSeries(db, clock, after)],
)

function selectSeries(db: Database, clock: Clock, after: Placeholder | undefined) {
  const editions = db
    .select({
      count: count().as('edition_count'),
      nextOn: sql<string | null>`min(${events.startsOn}) filter (where ${isUpcoming(clock)})`.as(
        'next_on',
      ),
      newestOn: sql<string | null>`max(${events.startsOn})`.as('newest_on'),
    })
    .from(events)
    .where(and(eq(events.seriesId, series.id), isListed))
    .as('editions')
  return db
    .select({
      slug: series.slug,
      name: series.name,
      editionCount: editions.count,
      nextOn: editions.nextOn,
      newestOn: editions.newestOn,
    })
    .from(series)
    .innerJoinLateral(editions, gt(editions.count, 0))
    .where(after === undefined ? undefined : gt(series.slug, after))
    .orderBy(asc(series.slug))
    .limit(SERIES_PER_PAGE + 1)
}

/**
 * Public. One trip. Series that have listed editions, in the order of their slugs; `after` is the
 * slug that the last page ended with, or any text to begin behind.
 */
export async function listSeries(
  db: Database,
  { now, after }: { now: Date; after?: string | undefined },
): Promise<SeriesList> {
  const [rows] = await seriesList(db, { ...clockAt(now), after })
  const { shown, next } = cutPage(rows, SERIES_PER_PAGE, ({ slug }) => slug)
  return { series: shown, next }
}

type Asked = { readonly now: Date; readonly after?: string | undefined }

/**
 * Public. One trip. A series with its listed editions; `after` pages through the past ones. Throws
 * not_found for an unknown slug, and `malformed` for a cursor that is none.
 */
export async function getSeries(
  db: Database,
  slug: string,
  { now, after }: Asked,
): Promise<SeriesPage> {
  const next = { now, when: 'upcoming', series: slug, limit: UPCOMING_SHOWN } as const
  const past = { now, when: 'past', series: slug, limit: PAST_PER_PAGE, after } as const
  const open = { now, series: slug, limit: CALLS_SHOWN }
  const [[found], upcomingRows, pastRows, callRows, speakers, organisers, coverage] =
    await seriesPage(db, { ...listValues(past), series: slug })
  if (!found) throw notFound('This series')
  return {
    series: found,
    upcoming: toPage(upcomingRows, next).events,
    past: toPage(pastRows, past),
    calls: toCallPage(callRows, open).calls,
    speakers,
    organisers,
    coverage,
  }
}

/** The cursor is that of the past editions. */
export const seriesPage = pageQuery(
  'series',
  { always: [...CLOCK, 'series'], optional: [CURSOR] },
  (db, placeholders: ListPlaceholders<{ series: string }>) => {
    const { series: slug } = placeholders
    return [
      selectDetail(db, slug),
      selectEventList(db, { when: 'upcoming', limit: UPCOMING_SHOWN }, fromStart(placeholders)),
      selectEventList(db, { when: 'past', limit: PAST_PER_PAGE }, placeholders),
      selectOpenCalls(db, { now: placeholders, series: slug, limit: CALLS_SHOWN }),
      selectSpeakersOf(db, slug),
      selectOrganisers(db, slug),
      selectKindCounts(db, and(isOf(slug), isListed)),
    ]
  },
)

const selectDetail = (db: Database, slug: Placeholder) =>
  db
    .select({
      id: series.id,
      slug: series.slug,
      name: series.name,
      description: series.description,
      website: series.website,
      editionCount: count(events.id),
    })
    .from(series)
    .leftJoin(events, and(eq(events.seriesId, series.id), isListed))
    .where(eq(series.slug, slug))
    .groupBy(series.id)

/** Public. The slugs of series that have listed editions, for the sitemap. */
export const selectSeriesSlugs = (db: Database, limit: number) =>
  db
    .select({ slug: series.slug })
    .from(series)
    .where(
      sql`exists (select from ${events} where ${events.seriesId} = ${series.id} and ${isListed})`,
    )
    .orderBy(asc(series.slug))
    .limit(limit)

import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import {
  type DocumentKind,
  documentKinds,
  eventCounts,
  events,
  people,
  placeCounts,
  series,
  sessions,
  topicCounts,
  topics,
} from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import { DomainError } from '../errors.ts'
import {
  city,
  countColumns,
  country,
  eventColumns,
  facesJson,
  withCounts,
  withPlace,
} from '../events/event-columns.ts'
import { noneOr } from '../events/none-or.ts'
import { isListed } from '../events/visibility.ts'
import { creditsJson } from '../sessions/session-columns.ts'
import { todayIn } from '../time/today.ts'
import { bestFirst, type Found, foundColumns, selectFound } from './found.ts'
import type { Results, SearchPage } from './result.ts'
import { normalizeQuery } from './search-query.ts'

const RESULTS_PER_PAGE = 20
const SHOWN_OF_EACH_KIND = 5

/** What each kind's results are made of, with what they are in order of. */
const selectResults = {
  event: (db: Database, found: Found) =>
    db
      .select({
        ...eventColumns,
        ...countColumns,
        faces: facesJson.as('faces'),
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(events, eq(events.id, foundColumns.id))
      .leftJoin(city, withPlace.city)
      .leftJoin(country, withPlace.country)
      .leftJoin(eventCounts, withCounts)
      .where(isListed)
      .orderBy(...bestFirst),
  session: (db: Database, found: Found) =>
    db
      .select({
        id: sessions.id,
        slug: sessions.slug,
        title: sessions.title,
        day: sessions.day,
        credits: creditsJson.as('credits'),
        event: {
          year: events.year,
          slug: events.slug,
          name: events.name,
          startsOn: events.startsOn,
        },
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(sessions, eq(sessions.id, foundColumns.id))
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(isListed)
      .orderBy(...bestFirst),
  person: (db: Database, found: Found) =>
    db
      .select({
        id: people.id,
        handle: people.handle,
        name: people.name,
        sessionCount: foundColumns.size,
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(people, eq(people.id, foundColumns.id))
      .orderBy(...bestFirst),
  series: (db: Database, found: Found) =>
    db
      .select({
        id: series.id,
        slug: series.slug,
        name: series.name,
        editionCount: foundColumns.size,
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(series, eq(series.id, foundColumns.id))
      .orderBy(...bestFirst),
  topic: (db: Database, found: Found) =>
    db
      .select({
        id: topics.id,
        slug: topics.slug,
        name: topics.name,
        upcomingCount: noneOr(topicCounts.upcomingCount),
        eventCount: noneOr(topicCounts.eventCount),
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(topics, eq(topics.id, foundColumns.id))
      .leftJoin(topicCounts, eq(topicCounts.topicId, topics.id))
      .orderBy(...bestFirst),
  place: (db: Database, found: Found) =>
    db
      .select({
        id: city.id,
        kind: city.kind,
        slug: city.slug,
        name: city.name,
        region: city.region,
        countryCode: city.countryCode,
        country: { slug: country.slug, name: country.name },
        upcomingCount: noneOr(placeCounts.upcomingCount),
        eventCount: noneOr(placeCounts.eventCount),
        score: foundColumns.score,
      })
      .from(found)
      .innerJoin(city, eq(city.id, foundColumns.id))
      .leftJoin(country, withPlace.country)
      .leftJoin(placeCounts, eq(placeCounts.placeId, city.id))
      .orderBy(...bestFirst),
} as const

type Words = { words: string; today: string }

/** The first few of every kind. */
export const searchOfAll = pageQuery(
  'search',
  { always: ['words', 'today'] },
  (db, words: Placeholders<Words>) => {
    const found = (kind: DocumentKind) => selectFound(db, kind, words, SHOWN_OF_EACH_KIND + 1)
    return [
      selectResults.event(db, found('event')),
      selectResults.session(db, found('session')),
      selectResults.person(db, found('person')),
      selectResults.series(db, found('series')),
      selectResults.topic(db, found('topic')),
      selectResults.place(db, found('place')),
    ]
  },
)

type OnePage = Words & { score: number | undefined; id: string | undefined }
const given = { always: ['words', 'today'], optional: [['score', 'id']] } as const

const forEachKind = <T>(make: (kind: DocumentKind) => T) =>
  Object.fromEntries(documentKinds.map((kind) => [kind, make(kind)])) as Record<DocumentKind, T>

/** One kind, page by page. */
export const searchOf = forEachKind((kind) =>
  pageQuery(`search_${kind}`, given, (db, blanks: Placeholders<OnePage>) => [
    selectResults[kind](db, selectFound(db, kind, blanks, RESULTS_PER_PAGE + 1)),
  ]),
)

type Asked = {
  /** What somebody typed. */
  readonly q: string
  /** Only this kind, page by page. */
  readonly kind?: DocumentKind | undefined
  /** Where the last page of that kind ended: its `next`. */
  readonly after?: string | undefined
  readonly now: Date
}

/**
 * Public. One trip. What has all the words of a text, or words that begin with them, without regard to
 * case and accents; of events and sessions, listed ones only. Nothing for a text without words. Throws
 * malformed for a cursor that is none.
 */
export async function search(db: Database, { q, kind, after, now }: Asked): Promise<SearchPage> {
  const asked = { words: normalizeQuery(q), today: todayIn('UTC', now) }
  if (asked.words === '') return { results: {}, more: new Set(), next: null }
  if (kind === undefined) return toOverview(await searchOfAll(db, asked))
  const cursor = after === undefined ? undefined : readCursor(after)
  const [rows] = await searchOf[kind](db, { ...asked, score: cursor?.score, id: cursor?.id })
  const { shown, next } = cutPage<(typeof rows)[number]>(rows, RESULTS_PER_PAGE, writeCursor)
  // Of the rows of one kind no type says which kind that is.
  return { results: { [kind]: shown } as Partial<Results>, more: new Set(), next }
}

function toOverview(rows: Awaited<ReturnType<typeof searchOfAll>>): SearchPage {
  const [event, session, person, series, topic, place] = rows
  const found = { event, session, person, series, topic, place }
  const first = documentKinds.map((kind) => [kind, found[kind].slice(0, SHOWN_OF_EACH_KIND)])
  const more = documentKinds.filter((kind) => found[kind].length > SHOWN_OF_EACH_KIND)
  return { results: Object.fromEntries(first) as Results, more: new Set(more), next: null }
}

type Cursor = { readonly score: number; readonly id: string }

const writeCursor = ({ score, id }: Cursor): string => `${score}.${id}`

/** Its shape in an address. */
export const searchCursor = z.string().regex(/^\d{1,8}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

function readCursor(text: string): Cursor {
  if (!searchCursor.safeParse(text).success)
    throw new DomainError('malformed', 'That is not a page of this list')
  const [score, id] = text.split('.') as [string, string]
  return { score: Number(score), id }
}

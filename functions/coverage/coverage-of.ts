import { and, desc, eq, inArray, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import {
  coverage,
  coverageCounts,
  events,
  eventTopics,
  people,
  series,
  topics,
} from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import { notFound } from '../errors.ts'
import { readCursor, writeCursor } from '../events/cursor.ts'
import { isOf } from '../events/event-conditions.ts'
import { CURSOR } from '../events/event-filter.ts'
import { isListed } from '../events/visibility.ts'
import { sessionsOf } from '../people/billed.ts'
import type { CoverageKind, CoveragePage, KindCount } from './coverage.ts'
import { selectCoverage, selectKindCounts } from './coverage-columns.ts'
import { selectPersonCounts, selectTopicCounts } from './queries.ts'
import { topicScope } from './scopes.ts'

const PAGE_SIZE = 48

type PartValues = {
  kind: CoverageKind | undefined
  cursorDay: string | undefined
  cursorId: string | undefined
}
type Blanks = Placeholders<PartValues & { slug: string }>

const GIVEN = { always: ['slug'], optional: [['kind'], CURSOR] } as const

export const personCoverage = pageQuery(
  'person_coverage',
  GIVEN,
  (db, { slug, ...part }: Blanks) => [
    db
      .select({ id: people.id, slug: people.handle, name: people.name })
      .from(people)
      .where(eq(people.handle, slug)),
    selectPart(db, inArray(coverage.sessionId, sessionsOf(db, slug)), part),
    selectPersonCounts(db, sessionsOf(db, slug)),
  ],
)

export const seriesCoverage = pageQuery(
  'series_coverage',
  GIVEN,
  (db, { slug, ...part }: Blanks) => [
    db
      .select({ id: series.id, slug: series.slug, name: series.name })
      .from(series)
      .where(eq(series.slug, slug)),
    selectPart(db, isOf(slug), part),
    selectKindCounts(db, and(isOf(slug), isListed)),
  ],
)

export const topicCoverage = pageQuery('topic_coverage', GIVEN, (db, { slug, ...part }: Blanks) => [
  db
    .select({ id: topics.id, slug: topics.slug, name: topics.name })
    .from(topics)
    .where(eq(topics.slug, slug)),
  // Along the index of a topic's events by their days: the largest topic has half of all there is.
  selectPart(
    db,
    and(eq(eventTopics.topicId, idOfTopic(slug)), part.kind && isCounted(slug, part.kind)),
    part,
    eventTopics.startsOn,
  ).innerJoin(eventTopics, eq(eventTopics.eventId, events.id)),
  selectTopicCounts(db, slug),
])

const coverageOf = {
  person: personCoverage,
  series: seriesCoverage,
  topic: topicCoverage,
} as const

/** Whose coverage there are lists of, besides an event's and everybody's. */
export type CoverageScope = keyof typeof coverageOf

const idOfTopic = (slug: Placeholder): SQL =>
  sql`(select ${topics.id} from ${topics} where ${topics.slug} = ${slug})`

/** Where none of a kind is counted none is looked for, which would go through all events of the topic. */
const isCounted = (slug: Placeholder, kind: Placeholder): SQL =>
  sql`exists (select from ${coverageCounts} where ${coverageCounts.kind} = ${kind}
    and ${coverageCounts.scope} = ${topicScope(idOfTopic(slug))})`

/** The newest event first, and of what is on one day what was added last. */
const selectPart = (
  db: Database,
  isInScope: SQL | undefined,
  { kind, cursorDay, cursorId }: Omit<Blanks, 'slug'>,
  startsOn: SQL | typeof events.startsOn | typeof eventTopics.startsOn = events.startsOn,
) =>
  selectCoverage(
    db,
    and(
      isInScope,
      isListed,
      kind && eq(coverage.kind, kind),
      cursorDay &&
        sql`${startsOn} <= ${cursorDay}::date
          and (${startsOn}, ${coverage.id}) < (${cursorDay}::date, ${cursorId}::uuid)`,
    ),
  )
    .orderBy(desc(startsOn), desc(coverage.id))
    .limit(PAGE_SIZE + 1)

type Asked = {
  readonly kind?: CoverageKind | undefined
  /** Where the last page ended: its `next`. */
  readonly after?: string | undefined
}

/** Whose it is, one page of it, and how much there is of each kind. */
export type CoverageOf = CoveragePage & {
  readonly of: { readonly id: string; readonly slug: string; readonly name: string }
  readonly counts: readonly KindCount[]
}

/**
 * Public. One trip. What there is of a person's sessions, a topic's or a series' events, listed ones only,
 * the newest event first. Throws not_found for an unknown slug, `malformed` for a cursor that is none.
 */
export async function getCoverageOf(
  db: Database,
  scope: CoverageScope,
  slug: string,
  { kind, after }: Asked,
): Promise<CoverageOf> {
  const cursor = after === undefined ? undefined : readCursor(after)
  const values = { slug, kind, cursorDay: cursor?.startsOn, cursorId: cursor?.id }
  const [[of], rows, counts] = await coverageOf[scope](db, values)
  if (!of) throw notFound(`This ${scope}`)
  const { shown, next } = cutPage(rows, PAGE_SIZE, ({ id, event }) =>
    writeCursor({ startsOn: event.startsOn, id }),
  )
  return { of, items: shown, counts, next }
}

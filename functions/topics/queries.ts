import { asc, desc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { pageQuery } from '#db/page-query.ts'
import { topicCounts, topicSynonyms, topics, topicYears } from '#db/schema/index.ts'
import type { CallOfEvent } from '../calls/call.ts'
import { selectOpenCalls, toCallPage } from '../calls/call-list.ts'
import type { KindCount } from '../coverage/coverage.ts'
import { selectTopicCounts } from '../coverage/queries.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import {
  CLOCK,
  CURSOR,
  type EventFilter,
  forEachWhen,
  type ListPlaceholders,
  listValues,
  SPAN,
  type When,
} from '../events/event-filter.ts'
import { selectEventList, toPage } from '../events/event-list.ts'
import { noneOr } from '../events/none-or.ts'
import type { TopicWithCounts } from './topic.ts'

const MAX_TOPICS = 200
const CALLS_SHOWN = 3

const topicColumns = {
  slug: topics.slug,
  name: topics.name,
  upcomingCount: noneOr(topicCounts.upcomingCount),
  eventCount: noneOr(topicCounts.eventCount),
} as const

/** Topics with how many listed events they have, busiest first. */
export const selectTopics = (db: Database, { limit }: { limit: number }) =>
  db
    .select(topicColumns)
    .from(topics)
    .leftJoin(topicCounts, eq(topicCounts.topicId, topics.id))
    .orderBy(desc(topicColumns.upcomingCount), desc(topicColumns.eventCount), asc(topics.name))
    .limit(limit)

export const topicList = pageQuery('topics', { always: [] }, (db) => [
  selectTopics(db, { limit: MAX_TOPICS }),
])

/** Public. */
export async function listTopics(db: Database): Promise<TopicWithCounts[]> {
  const [topics] = await topicList(db, {})
  return topics
}

export type TopicPage = {
  readonly topic: TopicWithCounts
  readonly page: EventPage
  /** Those that close first: only on the first page of what is to come. */
  readonly calls: readonly CallOfEvent[]
  /** How much there is of its events, of each kind. */
  readonly coverageCounts: readonly KindCount[]
  /** The years that have events, newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[]
}

type TopicBlanks = ListPlaceholders<{ topic: string }>

const selectPage = (db: Database, when: When, placeholders: TopicBlanks) =>
  [
    db
      .select(topicColumns)
      .from(topics)
      .leftJoin(topicCounts, eq(topicCounts.topicId, topics.id))
      .where(eq(topics.slug, placeholders.topic)),
    selectEventList(db, { when }, placeholders),
    db
      .select({ year: topicYears.year, count: topicYears.count })
      .from(topicYears)
      .innerJoin(topics, eq(topics.id, topicYears.topicId))
      .where(eq(topics.slug, placeholders.topic))
      .orderBy(desc(topicYears.year)),
    selectTopicCounts(db, placeholders.topic),
  ] as const

export const firstPage = pageQuery(
  'topic',
  { always: [...CLOCK, 'topic'], optional: [SPAN] },
  (db, placeholders: TopicBlanks) => {
    const open = { now: placeholders, topic: placeholders.topic, limit: CALLS_SHOWN }
    return [...selectPage(db, 'upcoming', placeholders), selectOpenCalls(db, open)]
  },
)

export const otherPages = forEachWhen((when) =>
  pageQuery(
    `topic_${when}`,
    { always: [...CLOCK, 'topic'], optional: [SPAN, CURSOR] },
    (db, placeholders: TopicBlanks) => selectPage(db, when, placeholders),
  ),
)

/** Public. One trip. Throws not_found for an unknown slug, a synonym included. */
export async function getTopic(
  db: Database,
  slug: string,
  filter: Pick<EventFilter, 'now' | 'when' | 'year' | 'after'>,
): Promise<TopicPage> {
  const asked = { ...filter, topic: slug }
  const open = { now: filter.now, topic: slug, limit: CALLS_SHOWN }
  const values = { ...listValues(asked), topic: slug }
  const isFirst = filter.when === 'upcoming' && !filter.after
  const [[topic], rows, years, coverageCounts, callRows = []] = isFirst
    ? await firstPage(db, values)
    : [...(await otherPages[filter.when](db, values)), undefined]
  if (!topic) throw notFound('This topic')
  const { calls } = toCallPage(callRows, open)
  return { topic, page: toPage(rows, asked), calls, years, coverageCounts }
}

/** Public. The slug of the topic that this is another name for, or null. */
export async function findTopicBySynonym(db: Database, slug: string): Promise<string | null> {
  const [topic] = await db
    .select({ slug: topics.slug })
    .from(topicSynonyms)
    .innerJoin(topics, eq(topics.id, topicSynonyms.topicId))
    .where(eq(topicSynonyms.slug, slug))
  return topic?.slug ?? null
}

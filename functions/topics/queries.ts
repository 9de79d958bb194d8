import { asc, desc, eq } from 'drizzle-orm'
import { type Blanks, builtOnce } from '#db/built-once.ts'
import type { Database } from '#db/client.ts'
import { topicCounts, topicSynonyms, topics, topicYears } from '#db/schema/index.ts'
import type { CallOfEvent } from '../calls/call.ts'
import { selectOpenCalls, toCallPage } from '../calls/call-list.ts'
import type { KindCount } from '../coverage/coverage.ts'
import { selectTopicCounts } from '../coverage/queries.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import { type EventFilter, listValues, type When } from '../events/event-filter.ts'
import { selectListed, toPage } from '../events/event-list.ts'
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

/** Public. */
export async function listTopics(db: Database): Promise<TopicWithCounts[]> {
  return await selectTopics(db, { limit: MAX_TOPICS })
}

export type TopicPage = {
  readonly topic: TopicWithCounts
  readonly page: EventPage
  /** Those that close first. */
  readonly calls: readonly CallOfEvent[]
  /** How much there is of its events, of each kind. */
  readonly coverageCounts: readonly KindCount[]
  /** The years that have events, newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[]
}

type Values = ReturnType<typeof listValues> & { topic: string }

const topicPage = (when: When) =>
  builtOnce((db, blanks: Blanks<Values>) => {
    const { topic: slug, now, earliest, latest } = blanks
    return [
      db
        .select(topicColumns)
        .from(topics)
        .leftJoin(topicCounts, eq(topicCounts.topicId, topics.id))
        .where(eq(topics.slug, slug)),
      selectListed(db, { when }, blanks),
      selectOpenCalls(db, { now: { now, earliest, latest }, topic: slug, limit: CALLS_SHOWN }),
      db
        .select({ year: topicYears.year, count: topicYears.count })
        .from(topicYears)
        .innerJoin(topics, eq(topics.id, topicYears.topicId))
        .where(eq(topics.slug, slug))
        .orderBy(desc(topicYears.year)),
      selectTopicCounts(db, slug),
    ]
  })

const topicPages = {
  upcoming: topicPage('upcoming'),
  past: topicPage('past'),
  all: topicPage('all'),
} as const

/** Public. One trip. Throws not_found for an unknown slug, a synonym included. */
export async function getTopic(
  db: Database,
  slug: string,
  filter: Pick<EventFilter, 'now' | 'when' | 'year' | 'after'>,
): Promise<TopicPage> {
  const asked = { ...filter, topic: slug }
  const open = { now: filter.now, topic: slug, limit: CALLS_SHOWN }
  const values = { ...listValues(asked), topic: slug }
  const [[topic], rows, callRows, years, coverageCounts] = await topicPages[filter.when](db, values)
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

import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, eventTopics, topicSynonyms, topics } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import { isPublic, isUpcoming } from '../events/event-columns.ts'
import { type EventFilter, selectEvents, toPage } from '../events/event-list.ts'
import type { TopicWithCounts } from './topic.ts'

const MAX_TOPICS = 200

/** Topics with how many listed events they have, busiest first. */
export function selectTopics(db: Database, { now, limit }: { now: Date; limit: number }) {
  const counts = countsOf(now)
  return countedTopics(db, now)
    .groupBy(topics.id)
    .orderBy(desc(counts.upcomingCount), desc(counts.eventCount), asc(topics.name))
    .limit(limit)
}

const countsOf = (now: Date) => ({
  upcomingCount: sql<number>`count(*) filter (where ${isUpcoming(now)})`.mapWith(Number),
  eventCount: count(events.id),
})

const countedTopics = (db: Database, now: Date) =>
  db
    .select({ slug: topics.slug, name: topics.name, ...countsOf(now) })
    .from(topics)
    .leftJoin(eventTopics, eq(eventTopics.topicId, topics.id))
    .leftJoin(events, and(eq(events.id, eventTopics.eventId), isPublic))

/** Public. */
export async function listTopics(db: Database, { now }: { now: Date }): Promise<TopicWithCounts[]> {
  return await selectTopics(db, { now, limit: MAX_TOPICS })
}

export type TopicPage = {
  readonly topic: TopicWithCounts
  readonly page: EventPage
  /** The years that have events, newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[]
}

/** Public. One trip. Throws not_found for an unknown slug, a synonym included. */
export async function getTopic(
  db: Database,
  slug: string,
  filter: Omit<EventFilter, 'topic'>,
): Promise<TopicPage> {
  const asked = { ...filter, topic: slug }
  const [[topic], rows, years] = await db.batch([
    countedTopics(db, filter.now).where(eq(topics.slug, slug)).groupBy(topics.id),
    selectEvents(db, asked),
    db
      .select({ year: events.year, count: count() })
      .from(topics)
      .innerJoin(eventTopics, eq(eventTopics.topicId, topics.id))
      .innerJoin(events, eq(events.id, eventTopics.eventId))
      .where(and(eq(topics.slug, slug), isPublic))
      .groupBy(events.year)
      .orderBy(desc(events.year)),
  ])
  if (!topic) throw notFound('This topic')
  return { topic, page: toPage(rows, asked), years }
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

import { and, asc, count, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, eventTopics, topicSynonyms, topics } from '#db/schema/index.ts'
import type { CallOfEvent } from '../calls/call.ts'
import { selectOpenCalls, toCallPage } from '../calls/call-list.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import { isPublic, isPublicId, isUpcoming } from '../events/event-columns.ts'
import { type EventFilter, selectEvents, toPage } from '../events/event-list.ts'
import type { TopicWithCounts } from './topic.ts'

const MAX_TOPICS = 200
const CALLS_SHOWN = 3

/** Topics with how many listed events they have, busiest first. */
export function selectTopics(db: Database, { now, limit }: { now: Date; limit: number }) {
  const coming = upcomingByTopic(db, now)
  const all = db
    .select({ topicId: eventTopics.topicId, count: count().as('all_count') })
    .from(eventTopics)
    .where(isPublicId(eventTopics.eventId))
    .groupBy(eventTopics.topicId)
    .as('all_events')
  const [upcomingCount, eventCount] = [orNone(coming.count), orNone(all.count)]
  return db
    .select({ slug: topics.slug, name: topics.name, upcomingCount, eventCount })
    .from(topics)
    .leftJoin(coming, eq(coming.topicId, topics.id))
    .leftJoin(all, eq(all.topicId, topics.id))
    .orderBy(desc(upcomingCount), desc(eventCount), asc(topics.name))
    .limit(limit)
}

const orNone = (counted: SQL.Aliased<number>) =>
  sql<number>`coalesce(${counted}, 0)`.mapWith(Number)

const upcomingByTopic = (db: Database, now: Date) =>
  db
    .select({ topicId: eventTopics.topicId, count: count().as('upcoming_count') })
    .from(events)
    .innerJoin(eventTopics, eq(eventTopics.eventId, events.id))
    .where(and(isPublic, isUpcoming(now)))
    .groupBy(eventTopics.topicId)
    .as('upcoming_events')

/** Public. */
export async function listTopics(db: Database, { now }: { now: Date }): Promise<TopicWithCounts[]> {
  return await selectTopics(db, { now, limit: MAX_TOPICS })
}

export type TopicPage = {
  readonly topic: TopicWithCounts
  readonly page: EventPage
  /** Those that close first. */
  readonly calls: readonly CallOfEvent[]
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
  const open = { now: filter.now, topic: slug, limit: CALLS_SHOWN }
  const [[topic], rows, callRows, years] = await db.batch([
    selectTopic(db, slug, filter.now),
    selectEvents(db, asked),
    selectOpenCalls(db, open),
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
  const eventCount = years.reduce((sum, year) => sum + year.count, 0)
  const { calls } = toCallPage(callRows, open)
  return { topic: { ...topic, eventCount }, page: toPage(rows, asked), calls, years }
}

const selectTopic = (db: Database, slug: string, now: Date) =>
  db
    .select({
      slug: topics.slug,
      name: topics.name,
      upcomingCount: sql<number>`(
        select count(*) from ${events} where ${isPublic} and ${isUpcoming(now)} and exists (
          select from ${eventTopics} where ${eventTopics.eventId} = ${events.id}
          and ${eventTopics.topicId} = ${topics.id}))`.mapWith(Number),
    })
    .from(topics)
    // A join that joins nothing, so that drizzle names the tables of the columns above.
    .leftJoin(topicSynonyms, sql`false`)
    .where(eq(topics.slug, slug))

/** Public. The slug of the topic that this is another name for, or null. */
export async function findTopicBySynonym(db: Database, slug: string): Promise<string | null> {
  const [topic] = await db
    .select({ slug: topics.slug })
    .from(topicSynonyms)
    .innerJoin(topics, eq(topics.id, topicSynonyms.topicId))
    .where(eq(topicSynonyms.slug, slug))
  return topic?.slug ?? null
}

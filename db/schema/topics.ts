import { date, index, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, id } from './columns.ts'
import { events } from './events.ts'

/** What events are about, under one name. */
export const topics = pgTable(
  'topics',
  {
    id: id(),
    slug: text().notNull(),
    name: text().notNull(),
  },
  (table) => [unique('topics_slug_key').on(table.slug)],
)

/** Another slug that people use for a topic: `/topics/{synonym}/` redirects, importers follow it. */
export const topicSynonyms = pgTable(
  'topic_synonyms',
  {
    slug: text().primaryKey(),
    topicId: belongsTo(() => topics.id),
  },
  (table) => [index('topic_synonyms_topic_id_idx').on(table.topicId)],
)

/** One event is about one topic. The lowest position is the event's first topic, which colours it. */
export const eventTopics = pgTable(
  'event_topics',
  {
    eventId: belongsTo(() => events.id),
    topicId: belongsTo(() => topics.id),
    position: smallint().notNull().default(0),
    /** The event's own. The database fills it in, whatever is written, for lists in order of it. */
    startsOn: date(),
  },
  (table) => [
    primaryKey({ name: 'event_topics_pkey', columns: [table.eventId, table.topicId] }),
    index('event_topics_topic_id_idx').on(table.topicId, table.eventId),
    index('event_topics_list_idx').on(table.topicId, table.startsOn, table.eventId).concurrently(),
  ],
)

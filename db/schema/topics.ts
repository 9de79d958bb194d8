import { date, index, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'
import { events } from './events.ts'

/** What events are about, under one name. */
export const topics = pgTable(
  'topics',
  {
    id: uuid().primaryKey().$defaultFn(newId),
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
    topicId: uuid()
      .notNull()
      .references(() => topics.id, { onDelete: 'cascade' }),
  },
  (table) => [index('topic_synonyms_topic_id_idx').on(table.topicId)],
)

/** One event is about one topic. The lowest position is the event's first topic, which colours it. */
export const eventTopics = pgTable(
  'event_topics',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    topicId: uuid()
      .notNull()
      .references(() => topics.id, { onDelete: 'cascade' }),
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

import { sql } from 'drizzle-orm'
import {
  char,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { belongsTo, isOneOf } from './columns.ts'
import { people } from './people.ts'
import { placeKinds, places } from './places.ts'
import { topics } from './topics.ts'

/**
 * How many listed events there are about a topic. Derived: `countEvents` makes it again from the
 * events each minute, so that no page has to count them.
 */
export const topicCounts = pgTable('topic_counts', {
  topicId: uuid()
    .primaryKey()
    .references(() => topics.id, { onDelete: 'cascade' }),
  upcomingCount: integer().notNull(),
  eventCount: integer().notNull(),
})

/** How many listed events about a topic start in a year. Derived, as `topic_counts` is. */
export const topicYears = pgTable(
  'topic_years',
  {
    topicId: belongsTo(() => topics.id),
    year: smallint().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ name: 'topic_years_pkey', columns: [table.topicId, table.year] })],
)

/**
 * How many listed events there are in a city, or in all cities of a country. Derived, as
 * `topic_counts` is.
 */
export const placeCounts = pgTable(
  'place_counts',
  {
    placeId: uuid()
      .primaryKey()
      .references(() => places.id, { onDelete: 'cascade' }),
    kind: text({ enum: placeKinds }).notNull(),
    upcomingCount: integer().notNull(),
    eventCount: integer().notNull(),
  },
  (table) => [
    index('place_counts_kind_idx').on(table.kind, table.upcomingCount, table.eventCount),
    check('place_counts_kind_is_known', isOneOf(table.kind, placeKinds)),
  ],
)

/**
 * How many listed events start in a month (`YYYY-MM`), how many of them are to come, and how many of
 * those can be followed online. Derived, as `topic_counts` is.
 */
export const monthCounts = pgTable('month_counts', {
  month: char({ length: 7 }).primaryKey(),
  upcomingCount: integer().notNull(),
  onlineCount: integer().notNull(),
  eventCount: integer().notNull(),
})

/**
 * Somebody who is billed on a session of a listed event, and on how many. The scope is `site`,
 * `topic:<id>` or `place:<id>`, of a city or a country. Derived: `countSpeakers` makes it again.
 */
export const speakers = pgTable(
  'speakers',
  {
    scope: text().notNull(),
    personId: belongsTo(() => people.id),
    /** What the directory is in order of: `sortName` of the name that they had when they were last counted. */
    name: text().notNull(),
    sessionCount: integer().notNull(),
    /** The first day of the next event that they speak at, as when they were last counted. */
    nextOn: date(),
  },
  (table) => [
    primaryKey({ name: 'speakers_pkey', columns: [table.scope, table.personId] }),
    index('speakers_scope_name_idx').on(table.scope, table.name, table.personId),
    index('speakers_rank_idx')
      .on(
        table.scope,
        sql`(${table.nextOn} is null)`,
        sql`(-${table.sessionCount})`,
        table.name,
        table.personId,
      )
      .concurrently(),
    index('speakers_person_id_idx').on(table.personId),
  ],
)

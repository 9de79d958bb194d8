import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { events } from './events.ts'
import { people } from './people.ts'
import { sessions } from './sessions.ts'

export const coverageKinds = [
  'video',
  'slides',
  'audio',
  'write-up',
  'liveblog',
  'handout',
  'photo',
  'sketchnote',
  'transcript',
  'code',
] as const

/**
 * Something to watch, hear or read about a session, or about an event as a whole (then `session_id`
 * is null). What `describe-coverage` learns from the page itself fills what nobody has said.
 */
export const coverage = pgTable(
  'coverage',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    sessionId: uuid().references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text({ enum: coverageKinds }).notNull(),
    url: text().notNull(),
    /** The same for every spelling of the same address, such as the two that YouTube has. */
    urlKey: text().notNull(),
    title: text(),
    author: text(),
    /** Who hosts it, such as `YouTube`. */
    provider: text(),
    /** BCP 47. */
    language: text(),
    durationS: integer(),
    /** A picture of it at its host's. Browsers get it from us, never from there. */
    thumbnailUrl: text(),
    /** What a frame may show, once a reader asks for it. Hosts that we know only. */
    playerUrl: text(),
    addedById: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** Which import brought it; null when a person added it. */
    source: text(),
    describedAt: instant(),
    checkedAt: instant(),
    /** How many checks in a row found nothing there. */
    failures: smallint().notNull().default(0),
    deadSince: instant(),
    archiveUrl: text(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('coverage_place_key')
      .on(table.eventId, table.sessionId, table.kind, table.urlKey)
      .nullsNotDistinct(),
    index('coverage_session_id_idx').on(table.sessionId),
    index('coverage_created_at_idx').on(table.createdAt, table.id),
    index('coverage_kind_idx').on(table.kind, table.createdAt, table.id),
    index('coverage_checked_at_idx').on(sql`${table.checkedAt} nulls first`, table.id),
    index('coverage_added_by_id_idx').on(table.addedById),
    check('coverage_kind_is_known', isOneOf(table.kind, coverageKinds)),
    check('coverage_url_is_on_the_web', sql`${table.url} ~ '^https?://'`),
  ],
)

/**
 * How much coverage there is of one kind, and when the last was added. Derived: `count-coverage`
 * makes it again from `coverage`. The scope is `site` or `topic:<id>`.
 */
export const coverageCounts = pgTable(
  'coverage_counts',
  {
    scope: text().notNull(),
    kind: text({ enum: coverageKinds }).notNull(),
    count: integer().notNull(),
    latestAt: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'coverage_counts_pkey', columns: [table.scope, table.kind] })],
)

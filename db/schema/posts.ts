import { char, check, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, id, instant, isOneOf } from './columns.ts'
import { events } from './events.ts'

export const postSources = ['x', 'mastodon'] as const

/** A public post that carries an event's hashtag. `html` was sanitised before it came here. */
export const posts = pgTable(
  'posts',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    source: text({ enum: postSources }).notNull(),
    /** X: the post's id. Mastodon: its `uri`, which is the same on every instance. */
    externalId: text().notNull(),
    /** Who told us (`x`, `mastodon:<host>`) and what they call it: how to ask about it again. */
    sourceKey: text(),
    sourceId: text(),
    url: text().notNull(),
    authorName: text().notNull(),
    authorHandle: text().notNull(),
    html: text().notNull(),
    /** BCP 47 tag, where the source gives one. */
    language: text(),
    postedAt: instant().notNull(),
    editedAt: instant(),
    /** When we last saw that it is still there. */
    seenAt: instant().notNull(),
  },
  (table) => [
    unique('posts_event_source_external_id_key').on(table.eventId, table.source, table.externalId),
    index('posts_event_id_idx').on(table.eventId, table.postedAt),
    index('posts_posted_at_idx').on(table.postedAt),
    check('posts_source_is_known', isOneOf(table.source, postSources)),
  ],
)

/** How far one event's hashtag has been read at one source (`x`, or `mastodon` and its instance). */
export const postCursors = pgTable(
  'post_cursors',
  {
    eventId: belongsTo(() => events.id),
    source: text().notNull(),
    cursor: text(),
    /** Not to be asked again before this: the source's own rate limit said so. */
    notBefore: instant(),
    readAt: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'post_cursors_pkey', columns: [table.eventId, table.source] })],
)

/** How many posts a source has sold us in one month (`YYYY-MM`, UTC): X bills for each one read. */
export const postBudgets = pgTable(
  'post_budgets',
  {
    source: text({ enum: postSources }).notNull(),
    month: char({ length: 7 }).notNull(),
    postsRead: integer().notNull().default(0),
  },
  (table) => [primaryKey({ name: 'post_budgets_pkey', columns: [table.source, table.month] })],
)

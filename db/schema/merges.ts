import { index, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant } from './columns.ts'
import { people } from './people.ts'
import { sessions } from './sessions.ts'

/** A handle that a person used to have: `/people/{handle}/` redirects to the one they have now. */
export const personRedirects = pgTable(
  'person_redirects',
  {
    handle: text().primaryKey(),
    personId: belongsTo(() => people.id),
  },
  (table) => [index('person_redirects_person_id_idx').on(table.personId)],
)

/**
 * An address that a session used to have, in the words of its event then: `/{year}/{eventSlug}/{slug}/`
 * redirects to where it is now. Only those that the event's own redirect would lead astray.
 */
export const sessionRedirects = pgTable(
  'session_redirects',
  {
    year: smallint().notNull(),
    eventSlug: text().notNull(),
    slug: text().notNull(),
    sessionId: belongsTo(() => sessions.id),
  },
  (table) => [
    primaryKey({
      name: 'session_redirects_pkey',
      columns: [table.year, table.eventSlug, table.slug],
    }),
    index('session_redirects_session_id_idx').on(table.sessionId),
  ],
)

export const mergeNouns = ['person', 'event', 'topic'] as const

/**
 * Two that turned out to be one, and what is needed to take that back. `kept_id` refers to nobody
 * once that one is merged into a third.
 */
export const merges = pgTable('merges', {
  id: id(),
  noun: text({ enum: mergeNouns }).notNull().default('person'),
  goneId: uuid().notNull(),
  /** A handle, a topic's slug, or an event's `year/slug`. */
  goneHandle: text().notNull(),
  keptId: uuid().notNull(),
  /** Who is gone (`row`), and by table the rows that were `moved` to the kept one and that were `dropped`. */
  snapshot: jsonb().notNull(),
  createdAt: createdAt(),
  undoneAt: instant(),
})

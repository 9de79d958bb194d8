import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'
import { people } from './people.ts'

/** A handle that a person used to have: `/people/{handle}/` redirects to the one they have now. */
export const personRedirects = pgTable(
  'person_redirects',
  {
    handle: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
  },
  (table) => [index('person_redirects_person_id_idx').on(table.personId)],
)

/**
 * Two people who turned out to be one, and what is needed to take that back. `kept_id` refers to
 * nobody once that person is merged into a third.
 */
export const merges = pgTable('merges', {
  id: uuid().primaryKey().$defaultFn(newId),
  goneId: uuid().notNull(),
  goneHandle: text().notNull(),
  keptId: uuid().notNull(),
  /** All rows that spoke of who is gone, as they were: `person`, `credits`, `attendances`, `trackings`, `redirects`. */
  snapshot: jsonb().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  undoneAt: timestamp({ withTimezone: true }),
})

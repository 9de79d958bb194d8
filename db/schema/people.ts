import { sql } from 'drizzle-orm'
import { check, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'
import { accounts } from './accounts.ts'

/** A public profile. It may exist without an account, and long before its owner signs in. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    accountId: uuid().references(() => accounts.id, { onDelete: 'set null' }),
    handle: text().notNull(),
    name: text().notNull(),
    /** Sanitised HTML. */
    bio: text(),
    photoUrl: text(),
    website: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('people_handle_key').on(table.handle),
    unique('people_account_id_key').on(table.accountId),
    check('people_handle_is_spelt_right', sql`${table.handle} ~ '^[a-z0-9](-?[a-z0-9])*$'`),
    check('people_name_is_given', sql`btrim(${table.name}) <> ''`),
  ],
)

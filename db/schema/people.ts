import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts.ts'
import { belongsTo, createdAt, id } from './columns.ts'
import { places } from './places.ts'

/** A public profile. It may exist without an account, and long before its owner signs in. */
export const people = pgTable(
  'people',
  {
    id: id(),
    accountId: uuid().references(() => accounts.id, { onDelete: 'set null' }),
    handle: text().notNull(),
    name: text().notNull(),
    /** Sanitised HTML. */
    bio: text(),
    photoUrl: text(),
    website: text(),
    /** Where else on the web they are: web addresses. */
    links: text().array().notNull().default(sql`'{}'`),
    placeId: uuid().references(() => places.id),
    /** Columns that a person has edited, which no import writes again. */
    editedColumns: text().array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
  },
  (table) => [
    unique('people_handle_key').on(table.handle),
    unique('people_account_id_key').on(table.accountId),
    index('people_place_id_idx').on(table.placeId).concurrently(),
    // By hash: what a name looks like may be longer than a page of a tree takes.
    index('people_name_look_idx').using('hash', sql`look_of(${table.name})`).concurrently(),
    index('people_handle_look_idx').using('hash', sql`look_of(${table.handle})`).concurrently(),
    check('people_handle_is_spelt_right', sql`${table.handle} ~ '^[a-z0-9](-?[a-z0-9])*$'`),
    check('people_name_is_given', sql`btrim(${table.name}) <> ''`),
  ],
)

/** What another source calls one of our people (`schedule:<event id>` and its number, say). */
export const personExternalIds = pgTable(
  'person_external_ids',
  {
    source: text().notNull(),
    externalId: text().notNull(),
    personId: belongsTo(() => people.id),
  },
  (table) => [
    primaryKey({ name: 'person_external_ids_pkey', columns: [table.source, table.externalId] }),
    index('person_external_ids_person_id_idx').on(table.personId),
  ],
)

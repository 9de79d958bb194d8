import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, isOneOf } from './columns.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** What is searched for, each in an index of its own. */
export const documentKinds = ['event', 'session', 'person', 'series', 'topic', 'place'] as const
export type DocumentKind = (typeof documentKinds)[number]

/**
 * The inverted index: the words by which each thing is found, of which only listed events and their
 * sessions have any. Derived: `indexDocuments` makes it again from what changed.
 */
export const searchDocuments = pgTable(
  'search_documents',
  {
    kind: text({ enum: documentKinds }).notNull(),
    id: uuid().notNull(),
    /** Its name as `search_words` spells it, for whoever types just that. */
    name: text().notNull(),
    /** Its name has weight A, what stands beside it on its page B and C, descriptions D. */
    words: tsvector().notNull(),
    /** When it takes place: what is next comes first among what matches as well. */
    day: date(),
    /** How much there is of it (talks of a person, events on a topic), for the same. */
    size: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'search_documents_pkey', columns: [table.kind, table.id] }),
    ...documentKinds.map((kind) =>
      index(`search_documents_${kind}_idx`)
        .using('gin', table.words)
        .where(sql`${table.kind} = '${sql.raw(kind)}'`),
    ),
    check('search_documents_kind_is_known', isOneOf(table.kind, documentKinds)),
  ],
)

/**
 * What has changed since its document was made: triggers write a row in the transaction of the change,
 * so nothing that is committed is missed. Rows are only ever added and taken, so nobody waits here.
 */
export const searchChanges = pgTable(
  'search_changes',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text({ enum: documentKinds }).notNull(),
    documentId: uuid().notNull(),
    /** Only its own document is another now, not those that show it: how much there is of it has changed. */
    alone: boolean().notNull().default(false),
    changedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('search_changes_kind_idx').on(table.kind, table.id),
    check('search_changes_kind_is_known', isOneOf(table.kind, documentKinds)),
  ],
)

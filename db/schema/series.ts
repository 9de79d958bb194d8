import { index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'

/** A conference or a meetup through the years. Its editions are events. */
export const series = pgTable(
  'series',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    slug: text().notNull(),
    name: text().notNull(),
    /** Sanitised HTML. */
    description: text(),
    website: text(),
  },
  (table) => [unique('series_slug_key').on(table.slug)],
)

/** What another source calls one of our series. */
export const seriesExternalIds = pgTable(
  'series_external_ids',
  {
    source: text().notNull(),
    externalId: text().notNull(),
    seriesId: uuid()
      .notNull()
      .references(() => series.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ name: 'series_external_ids_pkey', columns: [table.source, table.externalId] }),
    index('series_external_ids_series_id_idx').on(table.seriesId),
  ],
)

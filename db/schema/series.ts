import { index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, id } from './columns.ts'

/** A conference or a meetup through the years. Its editions are events. */
export const series = pgTable(
  'series',
  {
    id: id(),
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
    seriesId: belongsTo(() => series.id),
  },
  (table) => [
    primaryKey({ name: 'series_external_ids_pkey', columns: [table.source, table.externalId] }),
    index('series_external_ids_series_id_idx').on(table.seriesId),
  ],
)

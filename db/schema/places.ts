import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  char,
  check,
  doublePrecision,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, isOneOf } from './columns.ts'

export const placeKinds = ['country', 'city'] as const

/**
 * A country or a city, from the gazetteer: one row however its name is spelt. Countries and cities
 * share one space of slugs, because they share `/places/{slug}/`. Coordinates are degrees (WGS 84).
 */
export const places = pgTable(
  'places',
  {
    id: id(),
    kind: text({ enum: placeKinds }).notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    /** ISO 3166-1 alpha-2. */
    countryCode: char({ length: 2 }).notNull(),
    /** The state or province, where people need it to tell two cities apart. */
    region: text(),
    countryId: uuid().references((): AnyPgColumn => places.id),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    /** IANA time zone. Countries have none: they may span several. */
    zone: text(),
    /** `geonames:<id>` for cities, `iso3166:<code>` for countries. */
    gazetteerId: text().notNull(),
  },
  (table) => [
    unique('places_slug_key').on(table.slug),
    unique('places_gazetteer_id_key').on(table.gazetteerId),
    index('places_country_id_idx').on(table.countryId),
    index('places_coordinates_idx').on(table.latitude, table.longitude).concurrently(),
    check('places_kind_is_known', isOneOf(table.kind, placeKinds)),
    check(
      'places_city_is_complete',
      sql`${table.kind} = 'country' or (${table.countryId} is not null and ${table.zone} is not null and ${table.latitude} between -90 and 90 and ${table.longitude} between -180 and 180)`,
    ),
  ],
)

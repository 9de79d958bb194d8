import { sql } from 'drizzle-orm'
import {
  check,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { belongsTo, id } from './columns.ts'
import { events } from './events.ts'
import { places } from './places.ts'

/** A house in a city where events are held. Its slug is one of a kind within the city. Degrees are WGS 84. */
export const venues = pgTable(
  'venues',
  {
    id: id(),
    placeId: uuid()
      .notNull()
      .references(() => places.id),
    slug: text().notNull(),
    name: text().notNull(),
    address: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    website: text(),
    /** How to get there and in: plain text. */
    arrival: text(),
  },
  (table) => [
    unique('venues_place_id_slug_key').on(table.placeId, table.slug),
    check('venues_name_is_given', sql`btrim(${table.name}) <> ''`),
    check('venues_slug_is_spelt_right', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9])*$'`),
    check(
      'venues_coordinates_are_on_earth',
      sql`(${table.latitude} is null) = (${table.longitude} is null) and coalesce(${table.latitude} between -90 and 90 and ${table.longitude} between -180 and 180, true)`,
    ),
  ],
)

/** An event is held at a venue: the one with the lowest position is the main one. */
export const eventVenues = pgTable(
  'event_venues',
  {
    eventId: belongsTo(() => events.id),
    venueId: belongsTo(() => venues.id),
    position: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'event_venues_pkey', columns: [table.eventId, table.venueId] }),
    index('event_venues_venue_id_idx').on(table.venueId, table.eventId),
  ],
)

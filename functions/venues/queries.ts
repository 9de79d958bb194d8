import { and, asc, eq, type Placeholder, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { pageQuery } from '#db/page-query.ts'
import { events, eventVenues, venues } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import { city, country, placeJson } from '../events/event-columns.ts'
import {
  CLOCK,
  CURSOR,
  fromStart,
  type ListPlaceholders,
  listValues,
} from '../events/event-filter.ts'
import { selectEventList, toPage } from '../events/event-list.ts'
import type { VenuePage } from './venue.ts'

const UPCOMING_SHOWN = 24
const PAST_PER_PAGE = 24
const VENUES_OF_AN_EVENT = 20
const VENUES_OF_A_CITY = 60

/** What a `VenueSummary` is made of: the query joins the venue's place as `city`. */
const venueColumns = {
  slug: venues.slug,
  name: venues.name,
  address: venues.address,
  latitude: venues.latitude,
  longitude: venues.longitude,
  city: { slug: city.slug, name: city.name },
} as const

/** The venues of the event that `where` tells, the main one first. */
export const selectVenuesOf = (db: Database, where: SQL | undefined) =>
  db
    .select(venueColumns)
    .from(eventVenues)
    .innerJoin(events, eq(events.id, eventVenues.eventId))
    .innerJoin(venues, eq(venues.id, eventVenues.venueId))
    .innerJoin(city, eq(city.id, venues.placeId))
    .where(where)
    .orderBy(asc(eventVenues.position), asc(venues.id))
    .limit(VENUES_OF_AN_EVENT)

/** The venues in a city, in the order of their slugs. */
export const selectVenuesIn = (db: Database, citySlug: string | Placeholder) =>
  db
    .select(venueColumns)
    .from(city)
    .innerJoin(venues, eq(venues.placeId, city.id))
    .where(eq(city.slug, citySlug))
    .orderBy(asc(venues.slug))
    .limit(VENUES_OF_A_CITY)

type Asked = { readonly now: Date; readonly after?: string | undefined }
export type VenueRef = { readonly city: string; readonly slug: string }

/** The cursor is that of the past events. */
export const venuePage = pageQuery(
  'venue',
  { always: [...CLOCK, 'venueCity', 'venue'], optional: [CURSOR] },
  (db, placeholders: ListPlaceholders<{ venueCity: string; venue: string }>) => {
    const { venueCity, venue } = placeholders
    return [
      db
        .select({
          ...venueColumns,
          id: venues.id,
          website: venues.website,
          arrival: venues.arrival,
          place: placeJson.as('place'),
        })
        .from(venues)
        .innerJoin(city, eq(city.id, venues.placeId))
        .leftJoin(country, eq(country.id, city.countryId))
        .where(and(eq(city.slug, venueCity), eq(venues.slug, venue))),
      selectEventList(db, { when: 'upcoming', limit: UPCOMING_SHOWN }, fromStart(placeholders)),
      selectEventList(db, { when: 'past', limit: PAST_PER_PAGE }, placeholders),
    ]
  },
)

/**
 * Public. One trip. A venue and the listed events held there; `after` pages through the past ones.
 * Throws not_found for an unknown one, and `malformed` for a cursor that is none.
 */
export async function getVenue(
  db: Database,
  ref: VenueRef,
  { now, after }: Asked,
): Promise<VenuePage> {
  const next = { now, when: 'upcoming', venue: ref, limit: UPCOMING_SHOWN } as const
  const past = { now, when: 'past', venue: ref, limit: PAST_PER_PAGE, after } as const
  const values = { ...listValues(past), venueCity: ref.city, venue: ref.slug }
  const [[found], upcomingRows, pastRows] = await venuePage(db, values)
  const { place, ...venue } = found ?? { place: null }
  if (!('id' in venue) || place === null) throw notFound('This venue')
  return {
    venue: { ...venue, place },
    upcoming: toPage(upcomingRows, next).events,
    past: toPage(pastRows, past),
  }
}

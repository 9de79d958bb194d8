import { and, asc, desc, eq, isNull, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { pageQuery } from '#db/page-query.ts'
import { placeCounts, places } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import { city, country, placeJson } from '../events/event-columns.ts'
import {
  CLOCK,
  CURSOR,
  type EventFilter,
  forEachWhen,
  type ListPlaceholders,
  listValues,
} from '../events/event-filter.ts'
import { selectEventList, toPage } from '../events/event-list.ts'
import { noneOr } from '../events/none-or.ts'
import { selectVenuesIn } from '../venues/queries.ts'
import type { VenueSummary } from '../venues/venue.ts'
import { type NearbyPlace, selectNearby } from './nearby.ts'
import type { PlaceSummary, PlaceWithCounts } from './place.ts'

const MAX_CITIES = 100
const MAX_COUNTRIES = 300

/** `place` is null only in the types: every row has its city. */
type Row = { place: PlaceSummary | null; upcomingCount: number; eventCount: number }
const flat = ({ place, ...counts }: Row): PlaceWithCounts[] =>
  place ? [{ ...place, ...counts }] : []

/** Makes places of the rows of `selectCities`. */
export const toPlaces = (rows: Row[]): PlaceWithCounts[] => rows.flatMap(flat)

/** Cities that have listed events, busiest first; only those of one country if it is given. */
export const selectCities = (
  db: Database,
  { limit, countrySlug }: { limit: number; countrySlug?: Placeholder },
) =>
  db
    .select({
      place: placeJson.as('place'),
      upcomingCount: placeCounts.upcomingCount,
      eventCount: placeCounts.eventCount,
    })
    .from(placeCounts)
    .innerJoin(city, eq(city.id, placeCounts.placeId))
    .innerJoin(country, eq(country.id, city.countryId))
    .where(
      and(
        eq(placeCounts.kind, 'city'),
        countrySlug === undefined ? undefined : isOfCountry(countrySlug),
      ),
    )
    .orderBy(
      desc(placeCounts.upcomingCount),
      desc(placeCounts.eventCount),
      asc(city.name),
      asc(city.id),
    )
    .limit(limit)

const isOfCountry = (slug: Placeholder): SQL =>
  sql`${city.countryId} = (select ${places.id} from ${places} where ${places.slug} = ${slug})`

const selectCountries = (db: Database) =>
  db
    .select({
      kind: places.kind,
      slug: places.slug,
      name: places.name,
      region: places.region,
      countryCode: places.countryCode,
      upcomingCount: placeCounts.upcomingCount,
      eventCount: placeCounts.eventCount,
    })
    .from(places)
    .innerJoin(placeCounts, eq(placeCounts.placeId, places.id))
    // By the index of who belongs to a country: countries belong to none.
    .where(and(isNull(places.countryId), eq(placeCounts.kind, 'country')))
    .orderBy(desc(placeCounts.upcomingCount), desc(placeCounts.eventCount), asc(places.name))
    .limit(MAX_COUNTRIES)

export type PlaceList = {
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

export const placeList = pageQuery('places', { always: [] }, (db) => [
  selectCountries(db),
  selectCities(db, { limit: MAX_CITIES }),
])

/** Public. One trip: the busiest cities, and every country that has events; both busiest first. */
export async function listPlaces(db: Database): Promise<PlaceList> {
  const [countries, cities] = await placeList(db, {})
  return {
    countries: countries.map((row) => ({ ...row, country: null })),
    cities: toPlaces(cities),
  }
}

export type PlaceDetail = PlaceWithCounts & {
  readonly latitude: number | null
  readonly longitude: number | null
  /** IANA; countries have none. */
  readonly zone: string | null
}

export type PlacePage = {
  readonly place: PlaceDetail
  readonly page: EventPage
  /** A country's cities, busiest first. A city has none. */
  readonly cities: readonly PlaceWithCounts[]
  /** Cities nearby with something to come, the nearest first. A country has none. */
  readonly nearby: readonly NearbyPlace[]
  /** The houses in a city. A country has none. */
  readonly venues: readonly VenueSummary[]
}

export const placePages = forEachWhen((when) =>
  pageQuery(
    `place_${when}`,
    { always: [...CLOCK, 'place'], optional: [CURSOR] },
    (db, placeholders: ListPlaceholders<{ place: string }>) => {
      const { place: slug } = placeholders
      return [
        selectPlace(db, slug),
        selectEventList(db, { when }, placeholders),
        selectCities(db, { limit: MAX_CITIES, countrySlug: slug }),
        selectNearby(db, slug),
        selectVenuesIn(db, slug),
      ]
    },
  ),
)

/** Public. One trip. Throws not_found for an unknown slug. */
export async function getPlace(
  db: Database,
  slug: string,
  filter: Omit<EventFilter, 'place'>,
): Promise<PlacePage> {
  const asked = { ...filter, place: slug }
  const values = { ...listValues(asked), place: slug }
  const [[found], rows, cities, near, venues] = await placePages[filter.when](db, values)
  const [summary] = found ? flat(found) : []
  if (!found || !summary) throw notFound('This place')
  const { latitude, longitude, zone } = found
  const place = { ...summary, latitude, longitude, zone }
  const nearby = near.flatMap(({ distanceKm, ...row }) =>
    flat(row).map((one) => ({ ...one, distanceKm })),
  )
  return { place, page: toPage(rows, asked), cities: toPlaces(cities), nearby, venues }
}

/** The place is called `city` here, as in `placeJson`, whichever kind it is. */
const selectPlace = (db: Database, slug: Placeholder) =>
  db
    .select({
      place: placeJson.as('place'),
      latitude: city.latitude,
      longitude: city.longitude,
      zone: city.zone,
      upcomingCount: noneOr(placeCounts.upcomingCount),
      eventCount: noneOr(placeCounts.eventCount),
    })
    .from(city)
    .leftJoin(country, eq(country.id, city.countryId))
    .leftJoin(placeCounts, eq(placeCounts.placeId, city.id))
    .where(eq(city.slug, slug))

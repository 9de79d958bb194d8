import { and, asc, count, desc, eq, or, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, places } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import { city, country, isPublic, isUpcoming, placeJson } from '../events/event-columns.ts'
import { type EventFilter, selectEvents, toPage } from '../events/event-list.ts'
import type { PlaceSummary, PlaceWithCounts } from './place.ts'

const MAX_CITIES = 100
const MAX_COUNTRIES = 300

const countsOf = (now: Date) => ({
  upcomingCount: sql<number>`count(*) filter (where ${isUpcoming(now)})`.mapWith(Number),
  eventCount: count(events.id),
})

/** `place` is null only in the types: every row has its city. */
type Row = { place: PlaceSummary | null; upcomingCount: number; eventCount: number }
const flat = ({ place, ...counts }: Row): PlaceWithCounts[] =>
  place ? [{ ...place, ...counts }] : []

/** Makes places of the rows of `selectCities`. */
export const toPlaces = (rows: Row[]): PlaceWithCounts[] => rows.flatMap(flat)

/** Cities that have listed events, busiest first; only those of one country if it is given. */
export function selectCities(
  db: Database,
  { now, limit, countrySlug }: { now: Date; limit: number; countrySlug?: string },
) {
  const counts = countsOf(now)
  return db
    .select({ place: placeJson.as('place'), ...counts })
    .from(city)
    .innerJoin(country, eq(country.id, city.countryId))
    .innerJoin(events, and(eq(events.placeId, city.id), isPublic))
    .where(countrySlug === undefined ? undefined : eq(country.slug, countrySlug))
    .groupBy(city.id, country.id)
    .orderBy(desc(counts.upcomingCount), desc(counts.eventCount), asc(city.name), asc(city.id))
    .limit(limit)
}

/** Countries count what takes place in their cities. */
function selectCountries(db: Database, now: Date) {
  return db
    .select({
      kind: places.kind,
      slug: places.slug,
      name: places.name,
      region: places.region,
      countryCode: places.countryCode,
      ...countsOf(now),
    })
    .from(places)
    .innerJoin(city, or(eq(city.countryId, places.id), eq(city.id, places.id)))
    .innerJoin(events, and(eq(events.placeId, city.id), isPublic))
    .where(eq(places.kind, 'country'))
    .groupBy(places.id)
    .orderBy(asc(places.name))
    .limit(MAX_COUNTRIES)
}

export type PlaceList = {
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

/** Public. One trip: the busiest cities, and every country that has events, by name. */
export async function listPlaces(db: Database, { now }: { now: Date }): Promise<PlaceList> {
  const [countries, cities] = await db.batch([
    selectCountries(db, now),
    selectCities(db, { now, limit: MAX_CITIES }),
  ])
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
}

/** Public. One trip. Throws not_found for an unknown slug. */
export async function getPlace(
  db: Database,
  slug: string,
  filter: Omit<EventFilter, 'place'>,
): Promise<PlacePage> {
  const { now } = filter
  const asked = { ...filter, place: slug }
  const [[found], rows, cities] = await db.batch([
    selectPlace(db, slug, now),
    selectEvents(db, asked),
    selectCities(db, { now, limit: MAX_CITIES, countrySlug: slug }),
  ])
  const [summary] = found ? flat(found) : []
  if (!found || !summary) throw notFound('This place')
  const { latitude, longitude, zone } = found
  const place = { ...summary, latitude, longitude, zone }
  return { place, page: toPage(rows, asked), cities: toPlaces(cities) }
}

/** The place is called `city` here, as in `placeJson`, whichever kind it is. */
function selectPlace(db: Database, slug: string, now: Date) {
  return db
    .select({
      place: placeJson.as('place'),
      latitude: city.latitude,
      longitude: city.longitude,
      zone: city.zone,
      ...countsOf(now),
    })
    .from(city)
    .leftJoin(country, eq(country.id, city.countryId))
    .leftJoin(places, or(eq(places.id, city.id), eq(places.countryId, city.id)))
    .leftJoin(events, and(eq(events.placeId, places.id), isPublic))
    .where(eq(city.slug, slug))
    .groupBy(city.id, country.id)
}

import { and, asc, count, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, places } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventPage } from '../events/event.ts'
import {
  city,
  country,
  isPublic,
  isPublicId,
  isUpcoming,
  placeJson,
} from '../events/event-columns.ts'
import { type EventFilter, isIn, selectEvents, toPage } from '../events/event-list.ts'
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
export function selectCities(
  db: Database,
  { now, limit, countrySlug }: { now: Date; limit: number; countrySlug?: string },
) {
  const within = countrySlug === undefined ? undefined : isIn(countrySlug)
  const { coming, all } = countsByPlace(db, now, within)
  const upcomingCount = sql<number>`coalesce(${coming.count}, 0)`.mapWith(Number)
  return db
    .select({ place: placeJson.as('place'), upcomingCount, eventCount: all.count })
    .from(all)
    .innerJoin(city, eq(city.id, all.placeId))
    .innerJoin(country, eq(country.id, city.countryId))
    .leftJoin(coming, eq(coming.placeId, all.placeId))
    .where(countrySlug === undefined ? undefined : eq(country.slug, countrySlug))
    .orderBy(desc(upcomingCount), desc(all.count), asc(city.name), asc(city.id))
    .limit(limit)
}

/** Listed events by place: those to come, and all of them, counted along indexes. */
function countsByPlace(db: Database, now: Date, within?: SQL) {
  const coming = db
    .select({ placeId: events.placeId, count: count().as('upcoming_count') })
    .from(events)
    .where(and(isPublic, isUpcoming(now), isNotNull(events.placeId), within))
    .groupBy(events.placeId)
    .as('upcoming_events')
  const all = db
    .select({ placeId: events.placeId, count: count().as('all_count') })
    .from(events)
    .where(and(isPublicId(events.id), isNotNull(events.placeId), within))
    .groupBy(events.placeId)
    .as('all_events')
  return { coming, all }
}

/** Countries count what takes place in their cities. */
function selectCountries(db: Database, now: Date) {
  const { coming, all } = countsByPlace(db, now)
  return db
    .select({
      kind: places.kind,
      slug: places.slug,
      name: places.name,
      region: places.region,
      countryCode: places.countryCode,
      upcomingCount: sql<number>`coalesce(sum(${coming.count}), 0)`.mapWith(Number),
      eventCount: sql<number>`sum(${all.count})`.mapWith(Number),
    })
    .from(all)
    .innerJoin(city, eq(city.id, all.placeId))
    .innerJoin(places, sql`${places.id} = coalesce(${city.countryId}, ${city.id})`)
    .leftJoin(coming, eq(coming.placeId, all.placeId))
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
  const counted = (where: SQL | undefined) =>
    sql<number>`(select count(*) from ${events} where ${and(isIn(slug), where)})`.mapWith(Number)
  return db
    .select({
      place: placeJson.as('place'),
      latitude: city.latitude,
      longitude: city.longitude,
      zone: city.zone,
      upcomingCount: counted(and(isPublic, isUpcoming(now))),
      eventCount: counted(isPublicId(events.id)),
    })
    .from(city)
    .leftJoin(country, eq(country.id, city.countryId))
    .where(eq(city.slug, slug))
}

import {
  and,
  asc,
  between,
  eq,
  gt,
  lte,
  ne,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { placeCounts, places } from '#db/schema/index.ts'
import { city, country, placeJson } from '../events/event-columns.ts'
import type { PlaceWithCounts } from './place.ts'

const RADIUS_KM = 150
const PLACES_SHOWN = 9
const EARTH_KM = 6371
/** Of latitude anywhere, and of longitude at the equator. */
const KM_PER_DEGREE = (EARTH_KM * Math.PI) / 180

export type NearbyPlace = PlaceWithCounts & { readonly distanceKm: number }

/** Where distances are measured from. */
export const fromPlace = alias(places, 'from_place')

/**
 * Cities with something to come within 150 km of a city as the crow flies, the nearest first. A
 * country has none. The index finds what lies in the box around it, the circle is cut out of that.
 */
export function selectNearby(db: Database, citySlug: Placeholder) {
  const distanceKm = greatCircleKm()
  return db
    .select({
      place: placeJson.as('place'),
      upcomingCount: placeCounts.upcomingCount,
      eventCount: placeCounts.eventCount,
      distanceKm: sql<number>`${distanceKm}`.mapWith(Number),
    })
    .from(fromPlace)
    .innerJoin(city, and(eq(city.kind, 'city'), inBox(RADIUS_KM), ne(city.id, fromPlace.id)))
    .innerJoin(country, eq(country.id, city.countryId))
    .innerJoin(placeCounts, eq(placeCounts.placeId, city.id))
    .where(
      and(
        eq(fromPlace.slug, citySlug),
        eq(fromPlace.kind, 'city'),
        gt(placeCounts.upcomingCount, 0),
        lte(distanceKm, RADIUS_KM),
      ),
    )
    .orderBy(asc(distanceKm), asc(city.id))
    .limit(PLACES_SHOWN)
}

/** The cities that are no farther away from the one with a slug, and that one. */
export const citiesWithin = (slug: Placeholder | string, km: number): SQL => sql`
    select ${city.id} from ${places} as ${sql.identifier('from_place')}
    join ${places} as ${sql.identifier('city')} on ${and(eq(city.kind, 'city'), inBox(km), lte(greatCircleKm(), km))}
    where ${fromPlace.slug} = ${slug} and ${fromPlace.kind} = 'city'`

/** Cities that may lie within a radius. Degrees of longitude lie closer together away from the equator, and go on at the date line. */
export function inBox(km: number): SQL | undefined {
  const up = km / KM_PER_DEGREE
  const aside = sql`${up} / greatest(cos(radians(${fromPlace.latitude})), 0.001)`
  const turn = (degrees: number) =>
    between(
      city.longitude,
      sql`${fromPlace.longitude} + ${degrees}::float8 - ${aside}`,
      sql`${fromPlace.longitude} + ${degrees}::float8 + ${aside}`,
    )
  return and(
    between(city.latitude, sql`${fromPlace.latitude} - ${up}`, sql`${fromPlace.latitude} + ${up}`),
    or(turn(0), turn(360), turn(-360)),
  )
}

/** From there to a city: the haversine, which is right for what is near as well as for what is far. */
export const greatCircleKm = (): SQL => sql`(2 * ${EARTH_KM} * asin(sqrt(least(1,
  power(sin(radians(${city.latitude} - ${fromPlace.latitude}) / 2), 2)
  + cos(radians(${fromPlace.latitude})) * cos(radians(${city.latitude}))
  * power(sin(radians(${city.longitude} - ${fromPlace.longitude}) / 2), 2)))))`

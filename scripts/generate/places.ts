import type pg from 'pg'
import { countryOf } from '#functions/imports/countries.ts'
import { findCity, type GazetteerCity } from '#functions/imports/gazetteer.ts'
import { worldCities } from '#functions/imports/world-cities.ts'
import { id } from './draw.ts'
import type { Sizes } from './sizes.ts'

/** Writes the world's largest cities and their countries, as imports would; the nth city has the nth most people. */
export async function writePlaces(client: pg.Client, { cities }: Sizes): Promise<void> {
  const found = largestCities(cities)
  const countries = [...new Map(found.map(({ country }) => [country.code, country])).values()]
  // Countries come behind the cities in the space of ids.
  await client.query(
    `insert into places (id, kind, slug, name, country_code, gazetteer_id)
     select ${id('place', `${cities} + n`)}, 'country', slug, name, code, 'iso3166:' || code
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as given (slug, name, code, n)`,
    [
      countries.map(({ slug }) => slug),
      countries.map(({ name }) => name),
      countries.map(({ code }) => code),
    ],
  )
  await client.query(
    `insert into places (id, kind, slug, name, country_code, region, country_id, latitude, longitude, zone, gazetteer_id)
     select ${id('place', 'n')}, 'city', given.slug, given.name, code, given.region, country.id,
       given.latitude, given.longitude, given.zone, given.gazetteer
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[])
       with ordinality as given (slug, name, code, region, latitude, longitude, zone, gazetteer, n)
     join places country on country.gazetteer_id = 'iso3166:' || code`,
    [
      found.map(({ slug }) => slug),
      found.map(({ name }) => name),
      found.map(({ country }) => country.code),
      found.map(({ region }) => region),
      found.map(({ latitude }) => latitude),
      found.map(({ longitude }) => longitude),
      found.map(({ zone }) => zone),
      found.map(({ gazetteerId }) => gazetteerId),
    ],
  )
}

function largestCities(limit: number): GazetteerCity[] {
  const found = new Map<string, GazetteerCity>()
  for (const city of worldCities()) {
    if (found.size === limit) break
    const place = findCity(city.name, countryOf(city.country).name)
    if (place) found.set(place.gazetteerId, place)
  }
  return [...found.values()]
}

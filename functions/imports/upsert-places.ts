import { inArray, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { places } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import type { GazetteerCity } from './gazetteer.ts'

/**
 * Makes sure that these cities and their countries are among our places, and adds their ids to
 * `known`, by gazetteer id. Asks the database only about cities that `known` lacks.
 */
export async function upsertPlaces(
  { write: db, commit }: Stores,
  cities: readonly GazetteerCity[],
  known: Map<string, string>,
): Promise<void> {
  const missing = new Map(
    cities.filter((city) => !known.has(city.gazetteerId)).map((city) => [city.gazetteerId, city]),
  )
  if (missing.size === 0) return
  const wanted = [...missing.values()]
  const countries = new Map(wanted.map(({ country }) => [country.gazetteerId, country]))

  const [, , kept] = await commit([
    db
      .insert(places)
      .values(
        [...countries.values()].map(({ gazetteerId, slug, name, code }) => ({
          id: newId(),
          kind: 'country' as const,
          ...{ gazetteerId, slug, name, countryCode: code },
        })),
      )
      .onConflictDoNothing({ target: places.gazetteerId }),
    db
      .insert(places)
      .values(wanted.map(cityRow))
      .onConflictDoNothing({ target: places.gazetteerId }),
    db
      .select({ id: places.id, gazetteerId: places.gazetteerId })
      .from(places)
      .where(inArray(places.gazetteerId, [...missing.keys()])),
  ])
  for (const { id, gazetteerId } of kept) known.set(gazetteerId, id)
}

const cityRow = ({ country, ...city }: GazetteerCity) => ({
  ...city,
  id: newId(),
  kind: 'city' as const,
  countryCode: country.code,
  countryId: sql`(select id from places where gazetteer_id = ${country.gazetteerId})`,
})

import { expect, test } from 'vitest'
import { countEvents } from '#functions/events/count-events.ts'
import { getPlace } from '#functions/places/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeCountry, makeEvent, makePlace, makeVenue } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

/** A city at these degrees, with something to come unless told otherwise. */
async function makeCity([latitude, longitude]: [number, number], startsOn = '2026-09-01') {
  const city = await makePlace({ latitude, longitude })
  await makeEvent({ placeId: city.id, startsOn })
  return city
}

async function nearbyOf({ slug }: { slug: string }) {
  await countEvents(makeDeps({ now }).deps)
  const { nearby } = await getPlace(db, slug, { now, when: 'upcoming' })
  return nearby.map((place) => [place.slug, Math.round(place.distanceKm)])
}

test('a city knows what is on within 150 km, the nearest first', async () => {
  const reykjavik = await makeCity([64.1355, -21.8954])
  const akranes = await makeCity([64.3218, -22.0749])
  const selfoss = await makeCity([63.9331, -20.9971])
  // Over, and too far away.
  await makeCity([64.0, -21.5], '2025-01-01')
  await makeCity([65.6835, -18.1105])

  expect(await nearbyOf(reykjavik)).toEqual([
    [akranes.slug, 22],
    [selfoss.slug, 49],
  ])
})

test('nearby goes on over the date line, and at the pole in all directions', async () => {
  const east = await makeCity([-17.5, 179.9])
  const west = await makeCity([-17.5, -179.9])
  expect(await nearbyOf(east)).toEqual([[west.slug, 21]])
  expect(await nearbyOf(west)).toEqual([[east.slug, 21]])

  const pole = await makeCity([89.9, 0])
  const across = await makeCity([89.9, 180])
  expect(await nearbyOf(pole)).toEqual([[across.slug, 22]])
})

test('a country has no nearby places and no venues; a city has its own venues', async () => {
  const country = await makeCountry()
  const city = await makePlace({ countryId: country.id, latitude: 10, longitude: -140 })
  const event = await makeEvent({ placeId: city.id })
  const venue = await makeVenue({ placeId: city.id, eventIds: [event.id] })

  const asked = { now, when: 'upcoming' } as const
  expect(await getPlace(db, country.slug, asked)).toMatchObject({ nearby: [], venues: [] })
  expect(await getPlace(db, city.slug, asked)).toMatchObject({
    nearby: [],
    venues: [{ slug: venue.slug, name: venue.name }],
  })
})

import { expect, test } from 'vitest'
import { countEvents } from '#functions/events/count-events.ts'
import { getPlace, listPlaces } from '#functions/places/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeCountry, makeEvent, makePlace } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

async function makeWales() {
  const country = await makeCountry({ name: 'Wales' })
  const cardiff = await makePlace({ name: 'Cardiff', countryId: country.id })
  const tenby = await makePlace({ name: 'Tenby', countryId: country.id })
  await makeEvent({ placeId: tenby.id, startsOn: '2025-05-05' })
  const coming = await makeEvent({ placeId: cardiff.id })
  await makeEvent({ placeId: cardiff.id, visibility: 'hidden' })
  await countEvents(makeDeps({ now }).deps)
  return { country, cardiff, tenby, coming }
}

test('a country has what takes place in all of its cities', async () => {
  const { country, cardiff, tenby, coming } = await makeWales()

  const { place, page, cities } = await getPlace(db, country.slug, { now, when: 'upcoming' })

  expect(place).toMatchObject({ kind: 'country', name: 'Wales', country: null, zone: null })
  expect(place).toMatchObject({ upcomingCount: 1, eventCount: 2 })
  expect(page.events.map((event) => event.slug)).toEqual([coming.slug])
  expect(cities.map((city) => city.slug)).toEqual([cardiff.slug, tenby.slug])
  expect(cities[0]).toMatchObject({ upcomingCount: 1, eventCount: 1, country: { name: 'Wales' } })
})

test('a city knows its country, where it lies and its zone', async () => {
  const { country, tenby } = await makeWales()

  const { place, page, cities } = await getPlace(db, tenby.slug, { now, when: 'past' })

  const { slug, name } = country
  expect(place).toMatchObject({ kind: 'city', name: 'Tenby', country: { slug, name } })
  expect(place).toMatchObject({ latitude: 50.8284, longitude: -0.1395, zone: 'Europe/London' })
  expect(place).toMatchObject({ upcomingCount: 0, eventCount: 1 })
  expect(page.events).toHaveLength(1)
  expect(cities).toEqual([])
})

test('a place nobody meets at is empty, an unknown one is not found', async () => {
  const city = await makePlace()

  const found = await getPlace(db, city.slug, { now, when: 'upcoming' })

  expect(found).toMatchObject({ place: { upcomingCount: 0, eventCount: 0 }, page: { events: [] } })
  await expect(getPlace(db, 'atlantis', { now, when: 'past' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('the list has countries with events and the busiest cities', async () => {
  const { country, cardiff } = await makeWales()
  const empty = await makePlace()

  const { countries, cities } = await listPlaces(db)

  const found = countries.find((place) => place.slug === country.slug)
  expect(found).toMatchObject({ name: 'Wales', upcomingCount: 1, eventCount: 2, country: null })
  expect(cities.some((place) => place.slug === cardiff.slug)).toBe(true)
  expect(cities.some((place) => place.slug === empty.slug)).toBe(false)
})

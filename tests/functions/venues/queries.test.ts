import { expect, test } from 'vitest'
import { getEvent } from '#functions/events/queries.ts'
import { getVenue, selectVenuesIn } from '#functions/venues/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeEvent, makePlace, makeVenue } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

test('a venue has what is on there and what was, listed events only', async () => {
  const city = await makePlace()
  const past = await makeEvent({ startsOn: '2025-05-05' })
  const next = await makeEvent()
  const hidden = await makeEvent({ visibility: 'hidden' })
  const venue = await makeVenue({
    ...{ placeId: city.id, latitude: 50.8237, longitude: -0.1384, address: 'Church Street 1' },
    eventIds: [past.id, next.id, hidden.id],
  })
  const ref = { city: city.slug, slug: venue.slug }

  const found = await getVenue(db, ref, { now })

  expect(found.venue).toMatchObject({ name: venue.name, latitude: 50.8237, longitude: -0.1384 })
  expect(found.venue.place).toMatchObject({ slug: city.slug, country: {} })
  expect(found.upcoming.map(({ id }) => id)).toEqual([next.id])
  expect(found.past.events.map(({ id }) => id)).toEqual([past.id])
  expect((await getEvent(db, next, new Date())).venues).toMatchObject([
    { slug: venue.slug, address: 'Church Street 1', city: { slug: city.slug } },
  ])
})

test('a slug is a venue only in its own city', async () => {
  const [one, other] = [await makePlace(), await makePlace()]
  const [here, there] = [
    await makeVenue({ placeId: one.id, slug: 'town-hall' }),
    await makeVenue({ placeId: other.id, slug: 'town-hall' }),
  ]
  const found = (city: string) => getVenue(db, { city, slug: 'town-hall' }, { now })

  expect((await found(one.slug)).venue.id).toBe(here.id)
  expect((await found(other.slug)).venue.id).toBe(there.id)
  await expect(found((await makePlace()).slug)).rejects.toMatchObject({ code: 'not_found' })
  expect(await selectVenuesIn(db, one.slug)).toMatchObject([{ slug: 'town-hall' }])
})

test('the past of a venue goes on where it ended', async () => {
  const eventIds: string[] = []
  for (let month = 1; month <= 30; month += 1) {
    const day = new Date(Date.UTC(2020, month, 3)).toISOString().slice(0, 10)
    eventIds.push((await makeEvent({ startsOn: day })).id)
  }
  const city = await makePlace()
  const { slug } = await makeVenue({ placeId: city.id, eventIds })
  const ref = { city: city.slug, slug }

  const first = await getVenue(db, ref, { now })
  const second = await getVenue(db, ref, { now, after: first.past.next ?? '' })

  const ids = [...first.past.events, ...second.past.events].map(({ id }) => id)
  expect(ids).toEqual(eventIds.toReversed())
})

import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { coordinatesText, mapUrl } from '#workers/web/venues/map-link.ts'
import { venueJsonLd } from '#workers/web/venues/venue-json-ld.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEvent, makePlace, makeVenue } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const site = () => makePublicSite(makeDeps().deps)

test('a venue tells where it is and how to get there, and loads no map', async () => {
  const city = await makePlace({ name: 'Brighton' })
  const event = await makeEvent({ placeId: city.id })
  const venue = await makeVenue({
    ...{ placeId: city.id, name: 'The <i>Dome</i>', eventIds: [event.id] },
    ...{ address: 'Church Street, BN1 1UE', latitude: 50.8237, longitude: -0.1384 },
    ...{ website: 'https://dome.example/', arrival: 'Ten minutes\nfrom the station' },
  })
  const ref = { city: city.slug, slug: venue.slug }
  const { get, tags } = site()

  const html = await (await get(paths.venue(ref))).text()

  for (const words of ['Church Street, BN1 1UE', 'from the station', 'OpenStreetMap', event.name])
    expect(html).toContain(words)
  expect(html).toContain('The &lt;i&gt;Dome&lt;/i&gt;')
  expect(html).toContain('50.8237° N, 0.1384° W')
  expect(html).not.toMatch(/<(iframe|img)[^>]*openstreetmap/)
  expect([...tags]).toEqual([`venue-${venue.id}`])

  const page = await (await get(paths.event(event))).text()
  expect(page).toContain(`href="${paths.venue(ref)}"`)
  expect(page).toContain('"streetAddress":"Church Street, BN1 1UE"')
  expect(await (await get(paths.place(city.slug))).text()).toContain(`href="${paths.venue(ref)}"`)
})

test('other spellings lead to the page, nonsense to none', async () => {
  const city = await makePlace()
  const { slug } = await makeVenue({ placeId: city.id })
  const { get } = site()
  const moved = await get(`/venues/${city.slug.toUpperCase()}/${slug}/`)
  const here = paths.venue({ city: city.slug, slug })
  expect([moved.status, moved.headers.get('location')]).toEqual([301, here])
  expect((await get(`/venues/${city.slug}/no-such-venue/`)).status).toBe(404)
  expect((await get(`/venues/no-such-city/${slug}/`)).status).toBe(404)
})

test('D9: latitude comes first wherever a venue is told to machines and to maps', () => {
  const venue = {
    ...{ slug: 'dome', name: 'The Dome', address: null, latitude: 50.8237, longitude: -0.1384 },
    city: { slug: 'brighton', name: 'Brighton' },
  }
  expect(mapUrl(venue)).toBe(
    'https://www.openstreetmap.org/?mlat=50.8237&mlon=-0.1384#map=17/50.8237/-0.1384',
  )
  expect(coordinatesText({ latitude: -33.8688, longitude: 151.2093 })).toBe(
    '33.8688° S, 151.2093° E',
  )
  expect(venueJsonLd(venue, null, 'https://hallway.example')).toMatchObject({
    geo: { latitude: 50.8237, longitude: -0.1384 },
  })
  const nowhere = { ...venue, latitude: null, longitude: null }
  expect([mapUrl(nowhere), coordinatesText(nowhere)]).toEqual([null, null])
  expect(venueJsonLd(nowhere, null, 'https://hallway.example')).not.toHaveProperty('geo')
})

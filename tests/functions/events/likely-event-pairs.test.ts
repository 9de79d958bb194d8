import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { events, externalIds, places, series } from '#db/schema/index.ts'
import { listLikelyEventPairs } from '#functions/events/likely-event-pairs.ts'
import { similarity } from '#functions/merges/similarity.ts'
import { openDatabase } from '../../support/database.ts'

const db = await openDatabase()

test('D8: two entries are a likely pair by website, by series and month, or by name with place and days', async () => {
  const country = {
    ...{ id: newId(), kind: 'country' as const, slug: 'belgium', name: 'Belgium' },
    ...{ countryCode: 'BE', gazetteerId: 'iso3166:BE' },
  }
  const city = (slug: string) => ({
    ...{ id: newId(), kind: 'city' as const, slug, name: slug, countryCode: 'BE' },
    ...{ countryId: country.id, latitude: 50, longitude: 4, zone: 'Europe/Brussels' },
    gazetteerId: `geonames:${slug}`,
  })
  const [brussels, ghent] = [city('brussels'), city('ghent')]
  const meetup = { id: newId(), slug: 'meetup', name: 'Meetup' }
  await db.insert(places).values(country)
  await db.insert(places).values([brussels, ghent])
  await db.insert(series).values(meetup)

  type Fields = Omit<Partial<typeof events.$inferInsert>, 'id'> & { name: string; startsOn: string }
  type Event = typeof events.$inferInsert & { id: string }
  const event = (slug: string, fields: Fields): Event => ({
    ...{ id: newId(), slug, zone: 'UTC', endsOn: fields.startsOn, placeId: brussels.id },
    ...{ year: Number(fields.startsOn.slice(0, 4)), ...fields },
  })
  const fosdem = event('fosdem', {
    ...{ name: 'FOSDEM 2026', startsOn: '2026-01-31', website: 'https://fosdem.org/2026/' },
  })
  const fosdemAgain = event('fosdem-brussels', {
    ...{ name: 'Fosdem', startsOn: '2026-02-01', website: 'http://www.fosdem.org/2026' },
  })
  const rust = event('rust', { name: 'Rust Days', startsOn: '2026-05-01', seriesId: meetup.id })
  const rustLate = event('rust-late', {
    ...{ name: 'Something else', startsOn: '2026-05-28', seriesId: meetup.id },
  })
  const bare = event('devconf', { name: 'DevConf', startsOn: '2026-07-01' })
  const bareAgain = event('dev-conf', { name: 'DevConf 2026', startsOn: '2026-07-03' })
  const called = event('tell', { name: 'Tell', startsOn: '2026-08-01' })
  const calledAgain = event('say', { name: 'Say', startsOn: '2026-08-09' })
  const alike = [
    // The same name elsewhere, at another time, and next year at the same address.
    event('devconf-ghent', { name: 'DevConf', startsOn: '2026-07-02', placeId: ghent.id }),
    event('devconf-autumn', { name: 'DevConf', startsOn: '2026-10-01' }),
    event('fosdem', {
      ...{ name: 'FOSDEM 2027', startsOn: '2027-01-30', website: 'https://fosdem.org/2026/' },
    }),
    // The same days and place, and nothing else.
    event('other', { name: 'Quite another thing', startsOn: '2026-07-01' }),
  ]
  await db
    .insert(events)
    .values([fosdem, fosdemAgain, rust, rustLate, bare, bareAgain, called, calledAgain, ...alike])
  await db.insert(externalIds).values([
    { source: 'a', externalId: 'tell-26', eventId: called.id },
    { source: 'b', externalId: 'tell-26', eventId: calledAgain.id },
    { source: 'c', externalId: '1', eventId: bare.id },
    { source: 'c', externalId: '2', eventId: bareAgain.id },
  ])

  expect(await listLikelyEventPairs(db)).toEqual([
    {
      ...{ one: '2026/fosdem', other: '2026/fosdem-brussels', likelihood: 'high' },
      reasons: ['same website within two weeks', 'similar name, same place, same days'],
    },
    {
      ...{ one: '2026/devconf', other: '2026/dev-conf', likelihood: 'some' },
      reasons: ['similar name, same place, same days', 'though one source lists both'],
    },
    {
      ...{ one: '2026/rust', other: '2026/rust-late', likelihood: 'some' },
      reasons: ['same series and month'],
    },
    {
      ...{ one: '2026/tell', other: '2026/say', likelihood: 'some' },
      reasons: ['same name for it at two sources'],
    },
  ])
})

test('names are alike whatever their years, accents and case', () => {
  expect(similarity('RubyConf 2026', 'rubyconf 2025')).toBe(1)
  expect(similarity('Web à Québec', 'WEB A QUEBEC 12th')).toBe(1)
  expect(similarity('PyCon UK', 'PyCon US')).toBeLessThan(0.8)
  expect(similarity('JSConf EU', 'Devoxx')).toBeLessThan(0.2)
  expect(similarity('', '')).toBe(0)
  expect(similarity('2026', '2026')).toBe(1)
})

import { expect, test, vi } from 'vitest'
import { findCity } from '#functions/imports/gazetteer.ts'

// The first to ask the gazetteer waits for it.
vi.setConfig({ testTimeout: 30_000 })

test.each([
  ['Boston, MA', 'U.S.A.', 'boston', 'Boston', 'America/New_York'],
  ['Portland, ME', 'USA', 'portland-me', 'Portland', 'America/New_York'],
  ['Portland, Oregon', 'United States', 'portland', 'Portland', 'America/Los_Angeles'],
  ['Cambridge', 'U.K.', 'cambridge', 'Cambridge', 'Europe/London'],
  ['Cambridge, MA', 'U.S.A.', 'cambridge-ma', 'Cambridge', 'America/New_York'],
  ['Edinburgh', 'Scotland', 'edinburgh', 'Edinburgh', 'Europe/London'],
  ['Waterloo, ON', 'U.S.A.', 'waterloo', 'Waterloo', 'America/Toronto'],
  ['Seoul', 'Korea', 'seoul', 'Seoul', 'Asia/Seoul'],
  ['New York, NY', 'U.S.A.', 'new-york', 'New York', 'America/New_York'],
  ['Washington, DC', 'U.S.A.', 'washington', 'Washington', 'America/New_York'],
  ['Koeln', 'Germany', 'cologne', 'Cologne', 'Europe/Berlin'],
  ['Wuerzburg', 'Germany', 'wurzburg', 'Würzburg', 'Europe/Berlin'],
  ['Marburg', 'Germany', 'marburg', 'Marburg', 'Europe/Berlin'],
  ['lodz', 'Poland', 'lodz', 'Łódź', 'Europe/Warsaw'],
  ['St. Leon-Rot', 'Germany', 'sankt-leon-rot', 'Sankt Leon-Rot', 'Europe/Berlin'],
  ['Bangalore', 'India', 'bengaluru', 'Bengaluru', 'Asia/Kolkata'],
  ['Brighton & Hove', 'U.K.', 'brighton', 'Brighton', 'Europe/London'],
  ['Singapore', 'Singapore', 'singapore-sg', 'Singapore', 'Asia/Singapore'],
])('%s in %s is %s', (city, country, slug, name, zone) => {
  expect(findCity(city, country)).toMatchObject({ slug, name, zone })
})

test('a city knows its country, region and point', () => {
  expect(findCity('Boston, MA', 'U.S.A.')).toMatchObject({
    gazetteerId: 'geonames:4930956',
    region: 'MA',
    country: {
      gazetteerId: 'iso3166:US',
      code: 'US',
      slug: 'united-states',
      name: 'United States',
    },
    latitude: 42.35843,
    longitude: -71.05977,
  })
})

test.each([
  ['Atlantis', 'Greece'],
  ['Boston', 'Narnia'],
  ['Boston, TX', 'U.S.A.'],
  ['', 'U.K.'],
  ['?', 'U.K.'],
])('%s in %s is nowhere', (city, country) => {
  expect(findCity(city, country)).toBeNull()
})

import { expect, test, vi } from 'vitest'
import type { Conference } from '#functions/imports/conference.ts'
import { findCity } from '#functions/imports/gazetteer.ts'
import { mergeConferences } from '#functions/imports/merge.ts'
import { placeOf } from '#functions/imports/place-of.ts'

// The first to ask the gazetteer waits for it.
vi.setConfig({ testTimeout: 30_000 })

test.each([
  ['Munich', 'Germany', ['München', 'Muenchen', 'MUNICH', ' munich ']],
  ['Kyiv', 'Ukraine', ['Kiev', 'Kyiv', 'kyiv']],
  ['Kraków', 'Poland', ['Krakow', 'Cracow', 'KRAKÓW']],
  ['New York', 'U.S.A.', ['New York, NY', 'NYC', 'New York City']],
  ['The Hague', 'Netherlands', ['Den Haag', 'Hague', 'the hague']],
  ['Ho Chi Minh City', 'Vietnam', ['Saigon', 'HCMC', 'Ho Chi Minh']],
])('D9: %s in %s is one place however it is spelt', (_, country, spellings) => {
  const ids = spellings.map((name) => findCity(name, country)?.gazetteerId)
  expect(ids).not.toContain(undefined)
  expect(new Set(ids).size).toBe(1)
})

test.each([
  ['Kraków, Poland', 'Krakow, Poland', 'Cracow, PL'],
  ['Munich, Germany', 'München, DE', 'Muenchen, Germany'],
  ['London, UK', 'London, England', 'London, United Kingdom'],
])('D9: %s, %s and %s are one place, whole as they are', (...locations) => {
  const ids = locations.map((location) => placeOf(location, null)?.gazetteerId)
  expect(ids).not.toContain(undefined)
  expect(new Set(ids).size).toBe(1)
})

const nowhere = ['Online', 'online', 'Virtual', 'Remote', 'Everywhere', 'Worldwide', 'TBA', 'TBD']

test.each(nowhere)('D5: %s is never a place', (name) => {
  for (const country of ['U.S.A.', 'Germany', 'India', 'United Kingdom', 'Online', name])
    expect(findCity(name, country)).toBeNull()
  expect(placeOf(name, null)).toBeNull()
})

test('D5: a conference in the city Online is rejected, one that is online has no place', () => {
  const told = (fields: Partial<Conference>): Conference => ({
    ...{ file: '2030/ux.json', line: 1, topic: 'ux', name: 'Invented' },
    ...{ website: 'https://invented.example/', startsOn: '2030-03-02', endsOn: '2030-03-02' },
    ...{ city: null, country: null, online: false, codeOfConductUrl: null, languages: [] },
    ...{ xHandle: null, mastodonHandle: null, blueskyHandle: null, call: null },
    ...fields,
  })
  const { events, rejected } = mergeConferences([
    told({ city: 'Online', country: 'Online' }),
    told({ city: 'Online', country: 'Germany' }),
    told({ name: 'On the web', online: true }),
    told({ name: 'Both', online: true, city: 'Berlin', country: 'Germany' }),
  ])
  expect(rejected).toHaveLength(2)
  expect(
    events.map(({ name, attendanceMode, city }) => [name, attendanceMode, city?.name]),
  ).toEqual([
    ['Both', 'hybrid', 'Berlin'],
    ['On the web', 'online', undefined],
  ])
})

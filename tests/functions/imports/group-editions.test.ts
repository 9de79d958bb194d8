import { expect, test } from 'vitest'
import { groupEditions, type Imported, undated } from '#functions/imports/group-editions.ts'

let made = 0
const edition = (fields: Partial<Imported>): Imported => ({
  id: `event-${made++}`,
  name: 'JSConf EU',
  website: 'https://jsconf.example/',
  startsOn: '2024-06-01',
  city: { id: 'geonames:1', name: 'Berlin' },
  seriesId: null,
  ...fields,
})
const birmingham = { id: 'geonames:2', name: 'Birmingham' }
const alabama = { id: 'geonames:3', name: 'Birmingham' }

test.each([
  ['JSConf EU 2024', 'JSConf EU'],
  ['JSConf EU (2024)', 'JSConf EU'],
  ['2024 JSConf EU', 'JSConf EU'],
  ['JSConf EU ’24', 'JSConf EU'],
  ['JSConf EU, 2025', 'JSConf EU'],
  ['Vision 2030', 'Vision 2030'],
  ['Conf42', 'Conf42'],
  ['2024', ''],
])('%j is called %j', (name, base) => {
  expect(undated(name, '2024-06-01')).toBe(base)
})

test('editions with one name on one website are a series, called as the newest one', () => {
  const old = edition({
    name: 'JSConf EU 2023',
    website: 'http://2023.jsconf.example/',
    startsOn: '2023-06-01',
  })
  const recent = edition({ name: 'JSConf EU 2024', website: 'https://www.jsconf.example/2024' })

  expect(groupEditions([old, recent])).toMatchObject([
    {
      externalId: 'jsconf.example / jsconf eu',
      name: 'JSConf EU',
      website: 'https://www.jsconf.example/2024',
      events: [{ id: recent.id }, { id: old.id }],
    },
  ])
})

test.each([
  ['another website', { website: 'https://other.example/' }],
  ['another name', { name: 'CSSConf EU' }],
  ['no website', { website: null }],
  ['the same day', { startsOn: '2024-06-01' }],
])('the same with %s is no series', (_, fields) => {
  expect(groupEditions([edition({}), edition({ startsOn: '2023-06-01', ...fields })])).toEqual([])
})

test('D8: two towns that share a name, met in one year on one website, are two series', () => {
  const name = 'DevOpsDays Birmingham'
  const groups = groupEditions([
    edition({ name, city: alabama, startsOn: '2022-04-18' }),
    edition({ name, city: birmingham, startsOn: '2022-05-05' }),
    edition({ name, city: alabama, startsOn: '2024-04-17' }),
  ])

  expect(groups.map(({ events }) => events.map(({ startsOn }) => startsOn))).toEqual([
    ['2024-04-17', '2022-04-18'],
  ])
})

test('a roadshow is a series in each city where it stopped again, and named after it', () => {
  const stop = (startsOn: string, name: string | null) =>
    edition({ startsOn, city: name ? { id: name, name } : null, name: 'Roadshow' })
  const groups = groupEditions([
    ...['2023-03-01', '2024-03-01'].map((day) => stop(day, 'Oxford')),
    ...['2023-09-01', '2024-09-01'].map((day) => stop(day, 'Freiburg')),
    stop('2024-11-01', 'Toronto'),
    ...['2022-11-01', '2021-11-01'].map((day) => stop(day, null)),
  ])

  expect(groups.map(({ name, events }) => [name, events.length])).toEqual([
    ['Roadshow Oxford', 2],
    ['Roadshow Freiburg', 2],
  ])
})

test('a conference that moves to another city each year is one series', () => {
  const cities = ['Bath', 'Cork', 'Lund']
  const [group] = groupEditions(
    cities.map((name, at) => edition({ startsOn: `202${at}-05-01`, city: { id: name, name } })),
  )
  expect(group?.events).toHaveLength(3)
})

test('on a site that anybody may use, only the same city makes it the same', () => {
  const website = 'https://www.eventbrite.co.uk/e/devfest-1'
  const at = (startsOn: string, city: Imported['city']) =>
    edition({ name: 'DevFest', website, startsOn, city })
  expect(groupEditions([at('2022-10-01', birmingham), at('2023-10-01', alabama)])).toEqual([])
  expect(groupEditions([at('2022-10-01', birmingham), at('2023-10-01', birmingham)])).toHaveLength(
    1,
  )
})

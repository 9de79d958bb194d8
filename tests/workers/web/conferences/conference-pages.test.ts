import { expect, test } from 'vitest'
import { monthCounts } from '#db/schema/index.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { conferencesTitle } from '#workers/web/conferences/conference-words.ts'
import { db } from '../../../support/database.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEvent, makePlace, makeTopic } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const site = () => makePublicSite(makeDeps().deps)
const chosen = { slug: 'x', upcomingCount: 0 }
const names = {
  topics: [
    { ...chosen, name: 'Python' },
    { ...chosen, name: 'Rust' },
  ],
  place: { ...chosen, name: 'Berlin', kind: 'city' },
} as const

test.each<[string, number, ConferenceFilter]>([
  ['62 conferences to come', 62, {}],
  ['1 conference in Berlin', 1, { place: 'x' }],
  ['8 conferences within 300 km of Berlin', 8, { place: 'x', within: '300' }],
  ['No conferences on Python or Rust in Berlin', 0, { place: 'x', topic: ['x', 'y'] }],
  ['2 conferences from March to May 2027', 2, { from: '2027-03', to: '2027-05' }],
  ['2 conferences from November 2026 to May 2027', 2, { from: '2026-11', to: '2027-05' }],
  ['2 conferences in March 2027', 2, { from: '2027-03', to: '2027-03' }],
  ['2 conferences from March 2027 on', 2, { from: '2027-03' }],
  ['2 conferences until May 2027', 2, { to: '2027-05' }],
  ['1,204 conferences in 2024', 1204, { year: 2024 }],
  ['9 conferences in March 2024', 9, { year: 2024, from: '2024-03', to: '2024-03' }],
  ['9 conferences from March to December 2024', 9, { year: 2024, from: '2024-03' }],
  ['9 conferences from January to March 2024', 9, { year: 2024, to: '2024-03' }],
  ['3 conferences to follow online', 3, { online: '1' }],
  ['At least 2,000 conferences in 2024', 2_000, { year: 2024 }],
])('a list is called “%s”', (title, total, filter) => {
  expect(conferencesTitle(total, filter, names)).toBe(title)
})

test('the title of the page and of the document says how many there are of what', async () => {
  const place = await makePlace({ name: 'Wells' })
  await makeEvent({ placeId: place.id })
  await makeEvent({ placeId: place.id })
  const html = await (await site().get(paths.conferences({ place: place.slug }))).text()
  expect(html).toContain('<h1 dir="auto">2 conferences in Wells</h1>')
  expect(html).toContain('<title>2 conferences in Wells')
  expect(html).toContain(`<option value="${place.slug}" selected="">Wells (2)</option>`)
  expect(html).toContain('September 2026 (2)')
})

test('an empty answer keeps the filters, and offers the nearest lists that have something', async () => {
  const [topic, elsewhere] = [await makeTopic({ name: 'Cobol' }), await makePlace()]
  const place = await makePlace({ name: 'Ely', latitude: 10, longitude: 10 })
  const near = await makePlace({ latitude: 11, longitude: 10 })
  await makeEvent({ placeId: place.id })
  await makeEvent({ placeId: elsewhere.id, topicIds: [topic.id] })
  await makeEvent({ placeId: near.id, topicIds: [topic.id] })
  const filter = { place: place.slug, topic: [topic.slug] }

  const html = await (await site().get(paths.conferences(filter))).text()

  expect(html).toContain('No conferences on Cobol in Ely</h1>')
  expect(html).toContain('<p>These lists have some:</p>')
  const offered = (less: ConferenceFilter, name: string, count: number) =>
    `<a href="${paths.conferences(less).replaceAll('&', '&amp;')}" dir="auto">${name}</a>: ${count}`
  expect(html).toContain(offered({ place: place.slug }, 'Ely', 1))
  expect(html).toContain(offered({ topic: [topic.slug] }, 'Cobol', 2))
  expect(html).toContain(offered({ ...filter, within: '300' }, 'Within 300 km', 1))
  expect(html).toContain(`<input type="hidden" name="topic" value="${topic.slug}"/>`)
  expect(html).toContain('<details class="folded" open="">')
})

test('of months that have nothing, those on either side that have something are offered', async () => {
  const place = await makePlace({ name: 'Kirkwall' })
  const on = (startsOn: string) => makeEvent({ placeId: place.id, startsOn, endsOn: startsOn })
  await on('2092-02-10')
  await on('2092-03-10')
  await on('2092-08-10')
  const get = async (filter: ConferenceFilter) =>
    (await site().get(paths.conferences(filter))).text()
  const html = await get({ place: place.slug, from: '2092-05', to: '2092-06' })
  expect(html).toContain('>Kirkwall</a>: 3')
  await countEvents(makeDeps().deps)
  const alone = await get({ from: '2092-05', to: '2092-06' })
  expect(alone).toContain('>March 2092</a>: 1')
  expect(alone).toContain('>August 2092</a>: 1')
  expect(alone).not.toContain('>February 2092</a>')
})

test('where no part less finds anything, the topic and the place alone are offered', async () => {
  const [topic, place] = [await makeTopic({ name: 'Ada' }), await makePlace({ name: 'Lund' })]
  await makeEvent({ topicIds: [topic.id] })
  const { deps } = makeDeps()
  await countEvents(deps)
  const filter = { place: place.slug, topic: [topic.slug], from: '2027-01', to: '2027-01' }
  const html = await (await makePublicSite(deps).get(paths.conferences(filter))).text()
  expect(html).toContain('No conferences on Ada in Lund in January 2027</h1>')
  expect(html).toContain(
    `<a href="${paths.conferences({ topic: [topic.slug] })}" dir="auto">Ada</a>: 1`,
  )
})

test.each([
  ['?month=2027-03', '?from=2027-03&to=2027-03'],
  ['?from=2027-05&to=2027-03', '?from=2027-03&to=2027-05'],
  ['?within=300&online=1', '?online=1'],
  ['?year=2020&from=2026-01', '?year=2020'],
  ['?year=2026&from=2025-01&to=2027-12', '?year=2026'],
  ['?year=2026&from=2025-11&to=2026-03', '?year=2026&to=2026-03'],
  ['?year=2026&from=2026-05&to=2026-03', '?year=2026&from=2026-03&to=2026-05'],
])('%s is at %s: a list has one address', async (asked, home) => {
  const { status, headers } = await site().get(`/conferences/${asked}`)
  expect([status, headers.get('location')]).toEqual([301, `/conferences/${home}`])
})

test('around a city is a choice that is seen, and around a country is the country itself', async () => {
  const country = await makePlace({ kind: 'country' })
  const city = await makePlace({ latitude: 20, longitude: 20, countryId: country.id })
  await makeEvent({ placeId: city.id })
  const { get } = site()
  const ticked = async (filter: ConferenceFilter) => {
    const html = await (await get(paths.conferences(filter))).text()
    return /<input type="(\w+)" name="within" value="300"([^>]*)>/.exec(html)?.slice(1)
  }
  expect(await ticked({ place: city.slug })).toEqual(['checkbox', '/'])
  expect(await ticked({ place: city.slug, within: '300' })).toEqual(['checkbox', ' checked=""/'])
  expect(await ticked({ place: country.slug })).toBeUndefined()

  const around: ConferenceFilter = { place: country.slug, within: '300', online: '1' }
  const { status, headers } = await get(paths.conferences(around))
  const home = paths.conferences({ place: country.slug, online: '1' })
  expect([status, headers.get('location')]).toEqual([301, home])
})

test('months have no numbers until the clock has counted them', async () => {
  await db.delete(monthCounts)
  const html = await (await site().get(paths.conferences())).text()
  expect(html).toContain('<option value="2026-09">September 2026</option>')
})

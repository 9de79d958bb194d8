import { expect, test } from 'vitest'
import { countEvents } from '#functions/events/count-events.ts'
import { type DirectoryFilter, getDirectory } from '#functions/events/directory.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeCountry, makeEvent, makePlace, makeTopic } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')
const directory = (filter: Partial<DirectoryFilter>) => getDirectory(db, { now, ...filter })

/** Two topics and two cities of one country, 560 km apart, with events in three months. */
async function makeDirectory() {
  const [python, rust] = [await makeTopic(), await makeTopic()]
  const country = await makeCountry()
  const [york, truro] = [
    await makePlace({ countryId: country.id, latitude: 53.96, longitude: -1.08 }),
    await makePlace({ countryId: country.id, latitude: 50.26, longitude: -5.05 }),
  ]
  const make = (startsOn: string, placeId: string, topicIds: string[], online = false) =>
    makeEvent({ startsOn, placeId, topicIds, attendanceMode: online ? 'hybrid' : 'in_person' })
  const events = {
    a: await make('2026-07-10', york.id, [python.id]),
    b: await make('2026-07-20', york.id, [python.id, rust.id], true),
    c: await make('2026-08-10', york.id, [rust.id]),
    d: await make('2026-10-10', truro.id, [rust.id]),
    past: await make('2025-03-03', truro.id, [rust.id]),
  }
  await makeEvent({ startsOn: '2026-07-11', placeId: york.id, visibility: 'unlisted' })
  return { python, rust, country, york, truro, events }
}

const slugsOf = ({ page }: { page: { events: readonly { slug: string }[] } }) =>
  page.events.map(({ slug }) => slug)
const countsOf = (choices: readonly { slug: string; count: number }[]) =>
  Object.fromEntries(choices.map(({ slug, count }) => [slug, count]))

test('a list goes from month to month, and each choice has the count that it would find', async () => {
  const { python, rust, country, york, events } = await makeDirectory()

  const found = await directory({ place: york.slug, fromMonth: '2026-07', toMonth: '2026-08' })

  const { a, b, c } = events
  expect(slugsOf(found)).toEqual([a.slug, b.slug, c.slug])
  expect(found.total).toBe(3)
  expect(countsOf(found.choices.topic)).toEqual({ [python.slug]: 2, [rust.slug]: 2 })
  expect(countsOf(found.choices.month)).toEqual({ '2026-07': 2, '2026-08': 1 })
  // What is chosen does not narrow its own choices: the months here, whatever the place is.
  expect(countsOf(found.choices.country)).toMatchObject({ [country.slug]: 3 })
  expect(found.choices.online).toBe(1)
  expect(slugsOf(await directory({ place: york.slug, fromMonth: '2026-08' }))).toEqual([c.slug])
  const until = await directory({ place: york.slug, toMonth: '2026-07' })
  expect(slugsOf(until)).toEqual([a.slug, b.slug])
})

test('a later page counts what all pages have', async () => {
  const { york } = await makeDirectory()
  for (let day = 1; day <= 24; day++)
    await makeEvent({ startsOn: `2026-11-${String(day).padStart(2, '0')}`, placeId: york.id })
  const filter = { place: york.slug, fromMonth: '2026-07' }
  const first = await directory(filter)
  const second = await directory({ ...filter, after: first.page.next })
  expect([first.page.events.length, second.page.events.length]).toEqual([24, 3])
  expect([first.total, second.total]).toEqual([27, 27])
  expect(second.choices).toEqual(first.choices)
})

test('several topics are any of them, and an event about two of them is there once', async () => {
  const { python, rust, york, events } = await makeDirectory()
  const topics = [python.slug, rust.slug]

  const found = await directory({ topics, place: york.slug })

  const { a, b, c } = events
  expect(slugsOf(found)).toEqual([a.slug, b.slug, c.slug])
  expect(found.total).toBe(3)
  expect(found.topics.map(({ slug }) => slug)).toEqual(topics.toSorted())
  expect(found.without).toEqual({ topics: 3, place: 4 })
})

test('what has begun to pass and a year are shown whole, everything else is to come', async () => {
  const { rust, events } = await makeDirectory()
  const { past, b, c, d } = events
  const topics = [rust.slug]

  expect(slugsOf(await directory({ topics }))).toEqual([b.slug, c.slug, d.slug])
  expect(slugsOf(await directory({ topics, year: 2025 }))).toEqual([past.slug])
  expect(slugsOf(await directory({ topics, year: 2026, fromMonth: '2026-08' }))).toEqual([
    c.slug,
    d.slug,
  ])
  const march = { fromMonth: '2025-03', toMonth: '2025-03' }
  expect(slugsOf(await directory({ topics, ...march }))).toEqual([past.slug])
})

test('around a city are the events of all cities within 300 km, and around a country its own', async () => {
  const { york, truro, country, python, events } = await makeDirectory()
  const leeds = await makePlace({ latitude: 53.8, longitude: -1.55 })
  const near = await makeEvent({ startsOn: '2026-09-01', placeId: leeds.id, topicIds: [python.id] })
  const topics = [python.slug]

  const none = await directory({ topics, place: truro.slug })
  expect([none.total, none.near]).toEqual([0, 0])
  const here = await directory({ topics, place: york.slug })
  expect([here.total, here.near]).toEqual([2, 3])
  const around = await directory({ topics, place: york.slug, withinKm: 300 })
  expect(slugsOf(around)).toEqual([events.a.slug, events.b.slug, near.slug])
  const inCountry = await directory({ topics, place: country.slug, withinKm: 300 })
  expect(slugsOf(inCountry)).toEqual([events.a.slug, events.b.slug])
})

test('where there is nothing, it is known what each choice keeps away', async () => {
  const { python, truro } = await makeDirectory()
  const found = await directory({
    ...{ topics: [python.slug], place: truro.slug },
    ...{ fromMonth: '2026-10', toMonth: '2026-10' },
  })
  expect(found.total).toBe(0)
  expect(found.without).toEqual({ months: 0, topics: 1, place: 0 })
})

test('what nothing narrows is counted by the clock', async () => {
  const later = new Date('2951-06-01T12:00:00Z')
  const place = await makePlace()
  await makeEvent({ startsOn: '2951-07-01', placeId: place.id, attendanceMode: 'hybrid' })
  await makeEvent({ startsOn: '2951-08-01', placeId: place.id })
  await countEvents(makeDeps({ now: later }).deps)

  const { total, choices, years } = await getDirectory(db, { now: later })

  expect(total).toBe(2)
  expect(choices.online).toBe(1)
  expect(choices.month.filter(({ count }) => count > 0)).toEqual([
    { slug: '2951-07', name: '', count: 1 },
    { slug: '2951-08', name: '', count: 1 },
  ])
  expect(years[0]).toEqual({ year: 2951, count: 2 })
})

test('a topic and a place have to be there', async () => {
  const { york } = await makeDirectory()
  await expect(directory({ place: 'no-such-place' })).rejects.toThrow('The place no-such-place')
  await expect(directory({ topics: ['no-such-topic'], place: york.slug })).rejects.toThrow(
    'The topic no-such-topic',
  )
})

import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events } from '#db/schema/index.ts'
import { getEvent } from '#functions/events/queries.ts'
import { attachEvent } from '#functions/series/attach-event.ts'
import { type Cadence, readCadence } from '#functions/series/cadence.ts'
import { makeNext } from '#functions/series/make-next.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import {
  makeEvent,
  makePerson,
  makePlace,
  makeSeries,
  makeStaff,
  makeTopic,
  makeVenue,
} from '#tests/support/make.ts'

const month = readCadence('month') as Cadence
const { deps, committed } = makeDeps()
const next = (series: string, rest: object = {}) =>
  makeNext(deps, { series, count: 3, every: month, ...rest })

/** A meetup on second Tuesdays. */
async function makeMeetup(fields: Parameters<typeof makeEvent>[0] = {}) {
  const series = await makeSeries()
  const place = await makePlace({ zone: 'Europe/Berlin' })
  const topic = await makeTopic()
  const person = await makePerson()
  const event = await makeEvent({
    ...{ seriesId: series.id, placeId: place.id, zone: 'Europe/Berlin', kind: 'meetup' },
    ...{ name: 'Rust Meetup #41, May 2026', startsOn: '2026-05-12', topicIds: [topic.id] },
    ...{ scheduleUrl: 'https://old.example/', website: 'https://meetup.example/' },
    ...fields,
  })
  const venue = await makeVenue({ placeId: place.id, eventIds: [event.id] })
  await makeStaff(event.id, [{ name: 'Ada', role: 'Organiser', personId: person.id }])
  return { series, event, place, topic, person, venue }
}

const editionsOf = (seriesId: string) =>
  db.select().from(events).where(eq(events.seriesId, seriesId)).orderBy(asc(events.startsOn))

test('D3: the next editions of a meetup are real events with addresses and days of their own', async () => {
  const { series, place, topic, person, venue } = await makeMeetup()

  const { made } = await next(series.slug)

  expect(made.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
    ['2026-06-09', '2026-06-09'],
    ['2026-07-14', '2026-07-14'],
    ['2026-08-11', '2026-08-11'],
  ])
  expect(made.map(({ name }) => name)).toEqual([
    'Rust Meetup #42, June 2026',
    'Rust Meetup #43, July 2026',
    'Rust Meetup #44, August 2026',
  ])
  expect(made.map(({ slug }) => slug)).toEqual(
    ['june', 'july', 'august'].map((name) => `${series.slug}-${name}`),
  )
  for (const edition of made) {
    const shown = await getEvent(db, edition, new Date())
    expect(shown).toMatchObject({
      ...{ kind: 'meetup', zone: 'Europe/Berlin', status: 'scheduled', scheduleUrl: null },
      series: { slug: series.slug },
      place: { slug: place.slug },
      topics: [{ slug: topic.slug }],
      venues: [{ slug: venue.slug }],
      staff: [{ name: 'Ada', role: 'Organiser', handle: person.handle }],
    })
  }
  expect(committed.at(-1)).toMatchObject({ payload: { tags: [`series-${series.id}`, 'series'] } })
})

test('D3: a second run makes none twice, even of one that has moved, and goes on when time has', async () => {
  const { series } = await makeMeetup()
  const { made } = await next(series.slug)
  const moved = made[1]
  await db
    .update(events)
    .set({ startsOn: '2026-07-16', endsOn: '2026-07-16', status: 'cancelled' })
    .where(eq(events.id, moved?.id ?? ''))

  const again = await next(series.slug)
  expect(again).toMatchObject({ made: [], days: ['2026-06-09', '2026-07-14', '2026-08-11'] })

  const later = { ...deps, now: () => new Date('2026-07-01T12:00:00Z') }
  const more = await makeNext(later, { series: series.slug, count: 3, every: month })
  expect(more.made.map(({ startsOn, name }) => [startsOn, name])).toEqual([
    ['2026-09-08', 'Rust Meetup #45, September 2026'],
  ])
  expect(await editionsOf(series.id)).toHaveLength(5)
})

test('a dry run tells the same and makes nothing', async () => {
  const { series } = await makeMeetup()
  const told = await next(series.slug, { dryRun: true })
  expect(told.made).toHaveLength(3)
  expect(await editionsOf(series.id)).toHaveLength(1)
  const { made } = await next(series.slug)
  expect(made.map(({ slug, name }) => [slug, name])).toEqual(
    told.made.map(({ slug, name }) => [slug, name]),
  )
})

test('an edition of several days keeps its length over the end of a year, and a day that somebody took is left alone', async () => {
  const { series, event } = await makeMeetup({ startsOn: '2026-11-30', endsOn: '2026-12-01' })
  await makeEvent({ seriesId: series.id, startsOn: '2026-11-01', name: 'By hand' })

  const { made } = await next(series.slug, { every: readCadence('4weeks'), count: 2 })

  expect(event.endsOn).toBe('2026-12-01')
  expect(made.map(({ year, startsOn, endsOn }) => [year, startsOn, endsOn])).toEqual([
    [2026, '2026-12-28', '2026-12-29'],
    [2027, '2027-01-25', '2027-01-26'],
  ])
})

test('weekly editions have an address each, in one month and beside others', async () => {
  const { series } = await makeMeetup()
  await makeEvent({ startsOn: '2026-06-20', slug: `${series.slug}-june` })

  const { made } = await next(series.slug, { every: readCadence('week'), count: 4 })

  expect(made.map(({ slug }) => slug.slice(series.slug.length))).toEqual([
    '-june-2',
    '-june-9',
    '-june-16',
    '-june-23',
  ])
})

test('a series that is not there, or has nothing to go by, says so', async () => {
  const empty = await makeSeries()
  await makeEvent({ seriesId: empty.id, datePrecision: 'month' })
  await expect(next('no-such-series')).rejects.toMatchObject({ code: 'not_found' })
  await expect(next(empty.slug)).rejects.toMatchObject({ code: 'conflict' })
})

test('two who make the same editions at once make them once', async () => {
  const { series } = await makeMeetup()
  const runs = await Promise.allSettled([next(series.slug), next(series.slug)])
  expect(runs.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  expect(await editionsOf(series.id)).toHaveLength(4)
})

test('an event joins a series, which is made if it has a name', async () => {
  const event = await makeEvent()
  const slug = `made-${event.slug}`
  const attach = (name?: string) => attachEvent(deps, { event, series: slug, name })

  await expect(attach()).rejects.toMatchObject({ code: 'not_found' })
  expect(await attach('Made')).toMatchObject({ created: true })
  expect(await attach('Ignored')).toMatchObject({ created: false })
  expect((await getEvent(db, event, new Date())).series).toEqual({ slug, name: 'Made' })
  const gone = attachEvent(deps, { event: { year: 1999, slug: 'x' }, series: slug })
  await expect(gone).rejects.toMatchObject({ code: 'not_found' })
})

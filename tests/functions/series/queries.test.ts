import { expect, test } from 'vitest'
import { getEvent } from '#functions/events/queries.ts'
import { getSeries, listSeries } from '#functions/series/queries.ts'
import { db } from '#tests/support/database.ts'
import {
  makeCall,
  makeEvent,
  makePerson,
  makeSeries,
  makeSession,
  makeStaff,
} from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

async function makeEditions() {
  const series = await makeSeries()
  const seriesId = series.id
  const old = await makeEvent({ seriesId, startsOn: '2024-09-01' })
  const last = await makeEvent({ seriesId, startsOn: '2025-09-01' })
  const next = await makeEvent({ seriesId, startsOn: '2026-09-01' })
  const far = await makeEvent({ seriesId, startsOn: '2027-09-01' })
  await makeEvent({ seriesId, startsOn: '2028-09-01', visibility: 'hidden' })
  return { series, old, last, next, far }
}

test('a series has its next editions in front and the past behind, hidden ones nowhere', async () => {
  const { series, old, last, next, far } = await makeEditions()

  const found = await getSeries(db, series.slug, { now })

  expect(found.series).toMatchObject({ name: series.name, editionCount: 4 })
  expect(found.upcoming.map(({ id }) => id)).toEqual([next.id, far.id])
  expect(found.past.events.map(({ id }) => id)).toEqual([last.id, old.id])
  expect(await getEvent(db, next, new Date())).toMatchObject({
    series: { slug: series.slug, name: series.name },
  })
  await expect(getSeries(db, 'no-such-series', { now })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('the past goes on where it ended', async () => {
  const { id: seriesId, slug } = await makeSeries()
  for (let year = 1990; year < 2020; year += 1)
    await makeEvent({ seriesId, startsOn: `${year}-05-05` })

  const first = await getSeries(db, slug, { now })
  const second = await getSeries(db, slug, { now, after: first.past.next ?? '' })

  const years = [...first.past.events, ...second.past.events].map(({ year }) => year)
  expect(years).toEqual(Array.from({ length: 30 }, (_, index) => 2019 - index))
  expect(second.past.next).toBeNull()
})

test('what is still on is next on every page, though older ones are past', async () => {
  const { id: seriesId, slug } = await makeSeries()
  const long = await makeEvent({ seriesId, startsOn: '1989-01-01', endsOn: '2026-12-31' })
  for (let year = 1990; year < 2020; year += 1)
    await makeEvent({ seriesId, startsOn: `${year}-05-05` })

  const first = await getSeries(db, slug, { now })
  const second = await getSeries(db, slug, { now, after: first.past.next ?? '' })

  for (const { upcoming } of [first, second])
    expect(upcoming.map(({ id }) => id)).toEqual([long.id])
})

test('speakers include everybody with a session at any edition, most sessions first', async () => {
  const { series, old, last, next } = await makeEditions()
  const [once, thrice, gone] = [await makePerson(), await makePerson(), await makePerson()]
  await makeSession({ eventId: old.id, speakers: [thrice, once, { id: null, name: 'Unknown' }] })
  await makeSession({ eventId: last.id, speakers: [thrice] })
  await makeSession({ eventId: next.id, speakers: [thrice] })
  await makeSession({ eventId: next.id, speakers: [gone], withdrawnAt: now })

  const { speakers } = await getSeries(db, series.slug, { now })

  expect(speakers).toEqual([
    { handle: thrice.handle, name: thrice.name, sessionCount: 3 },
    { handle: once.handle, name: once.name, sessionCount: 1 },
  ])
})

test('organisers are those of the newest edition that names any; calls are the open ones', async () => {
  const { series, old, last, next } = await makeEditions()
  const person = await makePerson({ name: 'Ada' })
  await makeStaff(old.id, [{ name: 'Old', role: 'Organiser' }])
  await makeStaff(last.id, [
    { name: 'Ada', role: 'Organiser', personId: person.id },
    { name: 'Bob', role: 'Doors' },
  ])
  const call = await makeCall({ eventId: next.id })

  const { organisers, calls } = await getSeries(db, series.slug, { now })

  expect(organisers).toEqual([
    { name: 'Ada', role: 'Organiser', handle: person.handle },
    { name: 'Bob', role: 'Doors', handle: null },
  ])
  expect(calls.map(({ id }) => id)).toEqual([call.id])
})

test('the list has what has listed editions, goes on where it ended, and begins at any letter', async () => {
  const empty = await makeSeries({ slug: 'zz-a-empty' })
  const names = ['zz-b', 'zz-c', 'zz-d']
  for (const slug of names) {
    const { id } = await makeSeries({ slug })
    await makeEvent({ seriesId: id, startsOn: '2025-01-01' })
    if (slug === 'zz-c') await makeEvent({ seriesId: id, startsOn: '2026-11-01' })
  }

  const { series, next } = await listSeries(db, { now, after: 'zz' })

  expect(series.map(({ slug }) => slug)).toEqual(names)
  expect(series.map(({ slug }) => slug)).not.toContain(empty.slug)
  expect(series[0]).toMatchObject({ editionCount: 1, nextOn: null, newestOn: '2025-01-01' })
  expect(series[1]).toMatchObject({ editionCount: 2, nextOn: '2026-11-01' })
  expect(next).toBeNull()
})

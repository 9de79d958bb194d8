import { expect, test } from 'vitest'
import { getEvent } from '#functions/events/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeEvent, makePerson, makePlace, makeSeries, makeSession } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

async function makeEditions() {
  const series = await makeSeries()
  const edition = (startsOn: string, fields = {}) =>
    makeEvent({ seriesId: series.id, startsOn, endsOn: startsOn, ...fields })
  return { series, edition }
}

test('an edition knows those before it, newest first, with their cities and talks, the one that followed, and the next one', async () => {
  const { edition } = await makeEditions()
  const place = await makePlace({ name: 'Cardiff' })
  const first = await edition('2022-05-01', { placeId: place.id })
  const second = await edition('2024-05-01')
  await edition('2023-05-01', { visibility: 'unlisted' })
  const following = await edition('2025-05-01')
  const next = await edition('2026-09-01')
  await edition('2027-09-01')
  for (const kind of ['talk', 'keynote', 'break'] as const)
    await makeSession({ eventId: first.id, kind })
  await makeSession({ eventId: first.id, withdrawnAt: now })

  const { editions } = await getEvent(db, second, now)

  expect(editions).toMatchObject([
    { slug: next.slug, talkCount: 0, place: null },
    { slug: following.slug },
    { slug: first.slug, talkCount: 2, place: { name: 'Cardiff' } },
  ])
  const lone = await makeEvent()
  expect((await getEvent(db, lone, now)).editions).toEqual([])
})

test('of a long series six earlier editions are shown', async () => {
  const { edition } = await makeEditions()
  for (let year = 2010; year < 2020; year++) await edition(`${year}-05-01`)
  const newest = await edition('2026-09-01')
  const { editions } = await getEvent(db, newest, now)
  expect(editions.map(({ year }) => year)).toEqual([2019, 2018, 2017, 2016, 2015, 2014])
})

test('who spoke at the last edition that had a programme, until this one has its own', async () => {
  const { edition } = await makeEditions()
  const [older, last] = [await edition('2023-05-01'), await edition('2024-05-01')]
  await edition('2025-05-01')
  const ada = await makePerson({ name: 'Ada' })
  await makeSession({ eventId: older.id, speakers: [await makePerson()] })
  await makeSession({ eventId: last.id, speakers: [ada, { id: null, name: 'Nobody we know' }] })
  const event = await edition('2026-09-01')

  expect((await getEvent(db, event, now)).lastSpeakers).toEqual({
    ...{ year: 2024, slug: last.slug, name: last.name },
    speakers: [{ handle: ada.handle, name: 'Ada' }],
  })
  await makeSession({ eventId: event.id })
  expect((await getEvent(db, event, now)).lastSpeakers).toBeNull()
})

test('the next edition is one that takes place, and nobody spoke at one that did not', async () => {
  const { edition } = await makeEditions()
  const [held, here] = [await edition('2022-05-01'), await edition('2025-05-01')]
  await makeSession({ eventId: held.id, speakers: [await makePerson()] })
  const off = await edition('2023-05-01', { status: 'cancelled' })
  await makeSession({ eventId: off.id, speakers: [await makePerson()] })
  const emptied = await edition('2024-05-01')
  await makeSession({ eventId: emptied.id, withdrawnAt: now, speakers: [await makePerson()] })
  await edition('2026-09-01', { status: 'cancelled' })
  await edition('2026-10-01', { status: 'postponed' })
  const next = await edition('2027-09-01')

  const { editions, lastSpeakers } = await getEvent(db, here, now)
  expect(editions.map(({ slug }) => slug)).toEqual([next.slug, emptied.slug, off.slug, held.slug])
  expect(lastSpeakers).toMatchObject({ slug: held.slug })
})

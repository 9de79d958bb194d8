import { expect, test } from 'vitest'
import { getEvent } from '#functions/events/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeEvent, makePlace, makeSeries, makeTopic } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')
const on = (startsOn: string) => ({ startsOn, endsOn: startsOn })

/** Somewhere in the South Atlantic, where no other test has a city. */
const at = (latitude: number, longitude = -30) => makePlace({ latitude, longitude })

async function aroundOf(event: { year: number; slug: string }) {
  const { around } = await getEvent(db, event, now)
  return around.map(({ slug, topic, distanceKm }) => ({
    ...{ slug, topic },
    km: distanceKm === null ? null : Math.round(distanceKm),
  }))
}

test('what shares a topic or is near, within 30 days, is around an event: both first, then by days', async () => {
  const topic = await makeTopic()
  const [here, near, far] = [await at(-40), await at(-41), await at(-50)]
  const event = await makeEvent({ ...on('2026-09-15'), placeId: here.id, topicIds: [topic.id] })
  const both = await makeEvent({ ...on('2026-10-15'), placeId: near.id, topicIds: [topic.id] })
  const nearby = await makeEvent({ ...on('2026-09-17'), placeId: near.id })
  const there = await makeEvent({ ...on('2026-09-10'), placeId: here.id })
  const abroad = await makeEvent({ ...on('2026-09-16'), placeId: far.id, topicIds: [topic.id] })
  await makeEvent({ ...on('2026-09-16'), placeId: far.id })
  await makeEvent({ ...on('2026-10-16'), placeId: here.id, topicIds: [topic.id] })
  await makeEvent({ ...on('2026-08-15'), placeId: here.id, topicIds: [topic.id] })

  expect(await aroundOf(event)).toEqual([
    { slug: both.slug, topic: topic.name, km: 111 },
    { slug: abroad.slug, topic: topic.name, km: null },
    { slug: nearby.slug, topic: null, km: 111 },
    { slug: there.slug, topic: null, km: 0 },
  ])
})

test('what is over is around what is over, and not around what is to come', async () => {
  const topicIds = [(await makeTopic()).id]
  const make = (day: string) => makeEvent({ ...on(day), topicIds })
  const [over, next] = [await make('2026-05-20'), await make('2026-06-10')]
  const [before, after] = [await make('2026-05-21'), await make('2026-06-09')]
  const slugsAround = async (event: typeof over) => (await aroundOf(event)).map(({ slug }) => slug)
  expect(await slugsAround(next)).toEqual([after.slug])
  expect(await slugsAround(over)).toEqual([before.slug, after.slug, next.slug])
})

test('neither what is hidden, off or only roughly dated, nor its own series, is around an event', async () => {
  const [topic, series] = [await makeTopic(), await makeSeries()]
  const topicIds = [topic.id]
  const event = await makeEvent({ ...on('2026-09-15'), topicIds, seriesId: series.id })
  for (const fields of [
    { visibility: 'unlisted' },
    { status: 'cancelled' },
    { status: 'postponed' },
    { datePrecision: 'month' },
    { seriesId: series.id },
  ] as const)
    await makeEvent({ ...on('2026-09-16'), topicIds, ...fields })
  expect(await aroundOf(event)).toEqual([])

  const rough = await makeEvent({ ...on('2026-09-15'), topicIds, datePrecision: 'month' })
  expect(await aroundOf(rough)).toEqual([])
})

test('of a busy topic those closest on either side are read', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ ...on('2026-09-15'), topicIds: [topic.id] })
  for (let day = 1; day <= 30; day++)
    await makeEvent({
      ...on(`2026-09-${String(day).padStart(2, '0')}`),
      topicIds: [topic.id],
    })
  const { around } = await getEvent(db, event, now)
  const days = [11, 12, 13, 14, 15, 16, 17, 18].map((day) => `2026-09-${day}`)
  expect(around.map(({ startsOn }) => startsOn).toSorted()).toEqual(days)
})

test('a series that meets each week takes no place from others, on its topic or in its city', async () => {
  const [topic, series, here] = [await makeTopic(), await makeSeries(), await at(-60)]
  const meeting = (day: string) =>
    makeEvent({
      ...{ ...on(`2026-09-${day}`), seriesId: series.id },
      ...{ placeId: here.id, topicIds: [topic.id] },
    })
  const event = await meeting('15')
  for (const day of ['01', '08', '16', '17', '18', '22', '23']) await meeting(day)
  const sameTopic = await makeEvent({ ...on('2026-09-29'), topicIds: [topic.id] })
  const sameCity = await makeEvent({ ...on('2026-09-30'), placeId: here.id })

  expect((await aroundOf(event)).map(({ slug }) => slug)).toEqual([sameTopic.slug, sameCity.slug])
})

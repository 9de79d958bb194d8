import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { jobRuns, outbox, postCursors } from '#db/schema/index.ts'
import { message } from '#functions/messages.ts'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import { isNear, scheduleIngestion } from '#functions/posts/schedule-ingestion.ts'
import { fakeMastodon } from '../../fakes/social.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent } from '../../support/make.ts'

const source = createMastodonSource({
  url: 'https://social.example',
  userAgent: 'Hallway',
  fetch: fakeMastodon().fetch,
  now: () => new Date(),
})

/** Each test lives in a year of its own, so that no other test's event is near. */
let year = 2040
function makeNow() {
  year += 1
  return new Date(Date.UTC(year, 5, 10, 12))
}
const day = (now: Date, days: number) =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

async function announced(now: Date) {
  const { deps, published } = makeDeps({ now })
  await scheduleIngestion({ ...deps, postSources: [source] })
  return published.map(({ payload }) => (payload as { eventId: string }).eventId)
}
const onToday = (now: Date) => ({ startsOn: day(now, 0), endsOn: day(now, 0), hashtag: 'fernconf' })

test.each([
  [-3, -3, true],
  [-4, -4, false],
  [3, 5, true],
  [4, 5, false],
  [-10, 10, true],
])('an event from day %i to day %i is read: %s', async (from, to, expected) => {
  const now = makeNow()
  const { id } = await makeEvent({
    startsOn: day(now, from),
    endsOn: day(now, to),
    hashtag: 'a',
    zone: 'UTC',
  })

  expect(await announced(now)).toEqual(expected ? [id] : [])
})

test('nearness is counted on the wall calendar of the event', () => {
  const event = { startsOn: '2026-06-10', endsOn: '2026-06-10' }
  const lateOnThe6th = new Date('2026-06-06T23:30:00Z')
  const earlyOnThe14th = new Date('2026-06-14T02:00:00Z')

  expect(isNear({ ...event, zone: 'UTC' }, lateOnThe6th)).toBe(false)
  expect(isNear({ ...event, zone: 'Asia/Tokyo' }, lateOnThe6th)).toBe(true)
  expect(isNear({ ...event, zone: 'UTC' }, earlyOnThe14th)).toBe(false)
  expect(isNear({ ...event, zone: 'America/Los_Angeles' }, earlyOnThe14th)).toBe(true)
})

test('events without a hashtag, hidden ones, and those of an unknown day are not read', async () => {
  const now = makeNow()
  await makeEvent({ ...onToday(now), hashtag: null })
  await makeEvent({ ...onToday(now), visibility: 'hidden' })
  await makeEvent({ ...onToday(now), visibility: 'unlisted' })
  await makeEvent({ ...onToday(now), datePrecision: 'month' })

  expect(await announced(now)).toEqual([])
})

test('an event that was just read waits for the next minute', async () => {
  const now = makeNow()
  const [fresh, stale] = [await makeEvent(onToday(now)), await makeEvent(onToday(now))]
  const read = (eventId: string, seconds: number) =>
    db
      .insert(postCursors)
      .values({ eventId, source: 'x', readAt: new Date(now.getTime() - seconds * 1000) })
  await read(fresh.id, 49)
  await read(stale.id, 51)

  expect(await announced(now)).toEqual([stale.id])
})

test('an event that is near but not on is read each 15 minutes, so that quiet days send few messages', async () => {
  const now = makeNow()
  const tomorrow = { startsOn: day(now, 1), endsOn: day(now, 1), hashtag: 'fernconf', zone: 'UTC' }
  const [event, today] = [await makeEvent(tomorrow), await makeEvent(onToday(now))]
  const readAt = new Date(now.getTime() - 14 * 60_000)
  await db.insert(postCursors).values([
    { eventId: event.id, source: source.key, readAt },
    { eventId: today.id, source: source.key, readAt },
  ])

  expect(await announced(now)).toEqual([today.id])
  const waited = (await announced(new Date(now.getTime() + 60_000))).filter((id) => id === event.id)
  expect(waited).toEqual([event.id])
})

test('an event whose message still waits is not announced twice, unless that message got lost', async () => {
  const now = makeNow()
  const { id } = await makeEvent(onToday(now))

  const first = await announced(now)
  const second = await announced(now)
  await db
    .update(outbox)
    .set({ createdAt: sql`now() - interval '11 minutes'` })
    .where(eq(sql`${outbox.payload} ->> 'eventId'`, id))
  const third = await announced(now)

  expect([first, second, third]).toEqual([[id], [], [id]])
})

test('a settled message does not hold up the next', async () => {
  const now = makeNow()
  const { id } = await makeEvent(onToday(now))
  const done = message('ingest-posts', { eventId: id })
  await db.insert(outbox).values(done)
  await db.insert(jobRuns).values({ messageId: done.id, job: done.job })

  expect(await announced(now)).toEqual([id])
})

test('at most 25 are announced in a minute, those that waited longest first', async () => {
  const now = makeNow()
  const events = await Promise.all(Array.from({ length: 27 }, () => makeEvent(onToday(now))))
  const [longAgo, lately] = events
  await db.insert(postCursors).values([
    { eventId: longAgo?.id ?? '', source: 'x', readAt: new Date(now.getTime() - 3_600_000) },
    { eventId: lately?.id ?? '', source: 'x', readAt: new Date(now.getTime() - 60_000) },
  ])

  const first = await announced(now)
  const second = await announced(now)

  expect(first).toHaveLength(25)
  expect(first).not.toContain(longAgo?.id)
  expect(second).toEqual([longAgo?.id, lately?.id])
})

test('without any source nothing is announced', async () => {
  const now = makeNow()
  await makeEvent(onToday(now))

  expect(await scheduleIngestion({ ...makeDeps({ now }).deps, postSources: [] })).toEqual({
    announced: 0,
  })
})

test('a queue that is down loses nothing: the messages are in the outbox', async () => {
  const now = makeNow()
  const { id } = await makeEvent(onToday(now))
  const { deps } = makeDeps({ now })
  const down = { ...deps, postSources: [source], publish: () => Promise.reject(new Error('down')) }

  await expect(scheduleIngestion(down)).rejects.toThrow('down')

  const rows = await db
    .select({ sentAt: outbox.sentAt })
    .from(outbox)
    .where(eq(sql`${outbox.payload} ->> 'eventId'`, id))
  expect(rows).toEqual([{ sentAt: null }])
})

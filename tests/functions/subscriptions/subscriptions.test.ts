import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events, scheduleChanges, scheduleSubscriptions, sessions } from '#db/schema/index.ts'
import type { AuditEvent } from '#functions/audit.ts'
import type { Deps } from '#functions/deps.ts'
import { message } from '#functions/messages.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { nextReading, nextTry } from '#functions/subscriptions/next-reading.ts'
import { readSchedule } from '#functions/subscriptions/read-schedule.ts'
import { scheduleReadings } from '#functions/subscriptions/schedule-readings.ts'
import { listSubscriptions, subscribe, unsubscribe } from '#functions/subscriptions/subscribe.ts'
import {
  type PublicAnswer,
  PublicFetchFailure,
  type PublicRequest,
} from '#functions/web/fetch-public.ts'
import { db, openDatabase } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent } from '#tests/support/make.ts'

const URL_OF_IT = 'https://conf.example/schedule.xml'

const talk = (guid: string, title: string, start: string) => `
  <event guid="${guid}" id="${guid.slice(-2)}"><date>2026-09-01T${start}:00+01:00</date><start>${start}</start>
  <duration>00:30</duration><room>Hall</room><title>${title}</title><persons/></event>`
const guid = (n: number) => `0198a000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const frab = (talks: string) => `<?xml version="1.0"?><schedule><version>1</version>
  <conference><acronym>conf</acronym><title>Conf</title><start>2026-09-01</start><end>2026-09-01</end>
  <time_zone_name>Europe/London</time_zone_name></conference>
  <day index="1" date="2026-09-01" start="2026-09-01T09:00:00+01:00" end="2026-09-01T18:00:00+01:00">
  <room name="Hall">${talks}</room></day></schedule>`

const answer = (text: string, fields: Partial<PublicAnswer> = {}): PublicAnswer => ({
  ...{ status: 200, url: URL_OF_IT, mediaType: 'text/xml', charset: null },
  ...{
    body: new Uint8Array(new TextEncoder().encode(text)),
    etag: '"1"',
    lastModified: null,
    retryAfterS: null,
  },
  ...fields,
})

/** An event with a subscription, and a web that says what the test wants. */
async function subscribed(now = new Date('2026-09-01T08:00:00Z')) {
  const asked: PublicRequest[] = []
  const audited: (AuditEvent | undefined)[] = []
  const web = { answer: answer(frab('')) as PublicAnswer | Error }
  const fetchPublic: Deps['fetchPublic'] = async (_url, request) => {
    asked.push(request)
    if (web.answer instanceof Error) throw web.answer
    return web.answer
  }
  const { deps, committed } = makeDeps({ fetchPublic, now })
  const event = await makeEvent({ startsOn: '2026-09-01', endsOn: '2026-09-02' })
  await subscribe(deps, event, URL_OF_IT)
  const state = async () => {
    const [row] = await db
      .select()
      .from(scheduleSubscriptions)
      .where(eq(scheduleSubscriptions.eventId, event.id))
    return row
  }
  const read = async () => {
    const { id = '' } = (await state()) ?? {}
    const { id: messageId } = message('read-schedule', { subscriptionId: id })
    const job = { id: messageId, job: 'read-schedule' } as const
    return runJob(deps, job, async () => {
      const done = await readSchedule(deps, { subscriptionId: id })
      audited.push(done.audited)
      return done
    })
  }
  return { deps, event, web, asked, audited, committed, state, read }
}

const titlesOf = async (eventId: string) => {
  const rows = await db
    .select({ title: sessions.title, startsAt: sessions.startsAt, gone: sessions.withdrawnAt })
    .from(sessions)
    .where(eq(sessions.eventId, eventId))
    .orderBy(asc(sessions.id))
  return rows.map(
    ({ title, startsAt, gone }) => `${title} ${gone ? 'withdrawn' : startsAt?.slice(11, 16)}`,
  )
}

test('a schedule is read, and read again: what changed is in the changelog', async () => {
  const { event, web, asked, committed, state, read } = await subscribed()
  web.answer = answer(frab(talk(guid(1), 'Trees', '10:00') + talk(guid(2), 'Leaves', '11:00')))

  await read()

  expect(await titlesOf(event.id)).toEqual(['Trees 10:00', 'Leaves 11:00'])
  expect(await state()).toMatchObject({ etag: '"1"', failures: 0, lastError: null })
  expect(committed).toContainEqual(expect.objectContaining({ job: 'purge-pages' }))

  web.answer = answer(frab(talk(guid(1), 'Trees', '14:00')), { etag: '"2"' })
  await read()

  expect(asked.at(-1)).toMatchObject({ etag: '"1"' })
  expect(await titlesOf(event.id)).toEqual(['Trees 14:00', 'Leaves withdrawn'])
  const changes = await db
    .select()
    .from(scheduleChanges)
    .where(eq(scheduleChanges.eventId, event.id))
    .orderBy(asc(scheduleChanges.id))
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['moved', 'withdrawn'])
})

test('a reading that brings something new is told to the audit log, and no other', async () => {
  const { event, web, audited, state, read } = await subscribed()
  web.answer = answer(frab(talk(guid(1), 'Trees', '10:00')))
  await read()
  web.answer = answer(frab(talk(guid(1), 'Trees', '10:00')), { etag: '"2"' })
  await read()
  web.answer = answer('', { status: 304, etag: null })
  await read()

  const subscriptionId = (await state())?.id
  expect(audited).toEqual([
    { event: 'import', eventId: event.id, subscriptionId },
    undefined,
    undefined,
  ])
})

test('one that has not changed costs one request and changes nothing', async () => {
  const { event, web, committed, state, read } = await subscribed()
  web.answer = answer(frab(talk(guid(1), 'Trees', '10:00')))
  await read()
  const before = await state()
  committed.length = 0

  web.answer = answer('', { status: 304, etag: null })
  await read()

  expect(await state()).toEqual(before)
  expect(committed).toEqual([])
  expect(await titlesOf(event.id)).toEqual(['Trees 10:00'])
})

test.each<[string, PublicAnswer | Error, string]>([
  ['the server is down', new PublicFetchFailure('unreachable', 'It did not answer'), 'It did not'],
  ['it is gone', answer('', { status: 404 }), 'It answers 404'],
  ['it is a page', answer('<!doctype html><p>Sorry'), 'It is no schedule'],
  ['it breaks off', answer(frab(talk(guid(1), 'Trees', '10:00')).slice(0, -40)), 'Line '],
  ['it is empty', answer(frab('')), 'It has no sessions'],
])('when %s, all stays as it was, and the reason is kept', async (_, said, reason) => {
  const { event, web, state, read } = await subscribed()
  web.answer = answer(frab(talk(guid(1), 'Trees', '10:00')))
  await read()
  web.answer = said

  await read()

  expect(await titlesOf(event.id)).toEqual(['Trees 10:00'])
  const after = await state()
  expect(after?.lastError).toContain(reason)
  expect(after?.etag).toBe('"1"')
})

test('what fails is tried again later and later, and not before the server wants', () => {
  const now = new Date('2026-09-01T08:00:00Z')
  const minutes = [1, 2, 3, 20].map((n) => (nextTry(n, now).getTime() - now.getTime()) / 60_000)
  expect(minutes).toEqual([20, 40, 80, 1440])
  expect(nextTry(1, now, 7200).toISOString()).toBe('2026-09-01T10:00:00.000Z')
})

test('it is read often when the event is on, and seldom long before', () => {
  const event = { zone: 'Europe/London', startsOn: '2026-09-01', endsOn: '2026-09-02' }
  const minutesOn = (day: string) => {
    const now = new Date(`${day}T12:00:00Z`)
    return (nextReading(event, now).getTime() - now.getTime()) / 60_000
  }
  expect(['2026-03-01', '2026-08-20', '2026-09-01'].map(minutesOn)).toEqual([360, 60, 10])
})

test('the cron announces what is due, once; and ends what is over', async () => {
  const own = await openDatabase()
  const now = new Date()
  const today = now.toISOString().slice(0, 10)
  const { deps, published } = makeDeps()
  const stores = { ...deps, write: own, commit: createCommit(own, () => {}) }
  const row = (slug: string, day: string) => ({
    ...{ slug, name: slug, zone: 'UTC', startsOn: day, endsOn: day },
    year: Number(day.slice(0, 4)),
  })
  await own.insert(events).values([row('on', today), row('over', '2001-01-01')])
  for (const ref of [
    { year: Number(today.slice(0, 4)), slug: 'on' },
    { year: 2001, slug: 'over' },
  ])
    await subscribe(stores, ref, URL_OF_IT)
  const later = { ...stores, now: () => new Date(now.getTime() + 60_000) }

  expect(await scheduleReadings(later)).toEqual({ announced: 1 })
  expect(await scheduleReadings(later)).toEqual({ announced: 0 })

  const [only, ...others] = await listSubscriptions(own)
  expect(only).toMatchObject({ slug: 'on', failures: 1 })
  expect(others).toEqual([])
  expect(published).toMatchObject([{ job: 'read-schedule' }])
})

test('an event has one subscription; addresses that are not public are refused', async () => {
  const { deps, event, state } = await subscribed()
  await subscribe(deps, event, 'https://conf.example/other.ics')
  expect(await state()).toMatchObject({ url: 'https://conf.example/other.ics', etag: null })

  for (const url of ['http://127.0.0.1/', 'http://localhost/x', 'file:///etc/passwd', 'nonsense'])
    await expect(subscribe(deps, event, url)).rejects.toMatchObject({ code: 'invalid' })

  await unsubscribe(deps, event)
  await expect(unsubscribe(deps, event)).rejects.toMatchObject({ code: 'not_found' })
  await expect(subscribe(deps, { year: 2026, slug: 'none' }, URL_OF_IT)).rejects.toMatchObject({
    code: 'not_found',
  })
})

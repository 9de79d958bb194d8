import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { newId } from '#db/id.ts'
import { jobRuns, posts } from '#db/schema/index.ts'
import type { Deps } from '#functions/deps.ts'
import { jobs } from '#functions/jobs.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { db } from '../support/database.ts'
import { makeDeps } from '../support/deps.ts'
import { makeEvent, makePost } from '../support/make.ts'
import { deliver, envelope, mount, nothing } from './mounted-consumer.ts'

const runsOf = (id: string) => db.select().from(jobRuns).where(eq(jobRuns.messageId, id))

/** A job that writes one row, so that doing it twice would show. */
async function makeWritingJob() {
  const event = await makeEvent()
  const job: JobFunction<unknown> = async ({ write }) => [
    write.insert(posts).values({
      eventId: event.id,
      source: 'x',
      externalId: newId(),
      url: 'https://x.com/i/web/status/1',
      authorName: 'Ada',
      authorHandle: '@ada',
      html: '<p>hi</p>',
      postedAt: new Date(),
      seenAt: new Date(),
    }),
  ]
  const effects = () => db.$count(posts, eq(posts.eventId, event.id))
  return { job, effects }
}

test('a signed delivery runs its job with its payload and is settled', async () => {
  const { deps } = makeDeps()
  const job = vi.fn(nothing)
  const [id, payload] = [newId(), { eventId: newId() }]

  const response = await deliver(mount({ deps, job }), { body: envelope(id, payload) })

  expect(response.status).toBe(204)
  expect(job).toHaveBeenCalledExactlyOnceWith(deps, payload)
  expect(await runsOf(id)).toMatchObject([{ job: 'ingest-posts' }])
})

test.each([
  ['an unknown job', { job: 'mine-bitcoin' }],
  ['a job that every object has', { job: 'toString' }],
  ['no JSON', { body: '{' }],
  ['no id', { body: JSON.stringify({ payload: { eventId: newId() } }) }],
  ['an id that is none', { body: envelope('1') }],
  ['a payload of another shape', { body: envelope(newId(), { eventId: 'fernconf' }) }],
  ['no payload', { body: JSON.stringify({ id: newId() }) }],
])('%s is not worth another try', async (_, delivery) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const job = vi.fn(nothing)

  const response = await deliver(mount({ ...makeDeps(), job }), delivery)
  vi.restoreAllMocks()

  expect(response.status).toBe(489)
  expect(response.headers.get('upstash-nonretryable-error')).toBe('true')
  expect(job).not.toHaveBeenCalled()
})

test.each(['update-sets', 'purge-pages'] as const)(
  '%s: a run for all that wait does not need the one that stands for them',
  async (name) => {
    const job = vi.fn(nothing)
    const { deps } = makeDeps()

    const body = envelope(newId(), { later: 'version' })
    expect((await deliver(mount({ deps, job }), { job: name, body })).status).toBe(204)
    expect(job).toHaveBeenCalledExactlyOnceWith(deps, null)
  },
)

test('a body that is too large is refused', async () => {
  const body = envelope(newId(), { eventId: 'x'.repeat(70_000) })
  expect((await deliver(mount(makeDeps()), { body })).status).toBe(413)
})

test('a replayed delivery answers 2xx and does nothing', async () => {
  const { deps } = makeDeps()
  const { job, effects } = await makeWritingJob()
  const spy = vi.fn(job)
  const app = mount({ deps, job: spy })
  const body = envelope()

  const statuses = [await deliver(app, { body }), await deliver(app, { body })].map((r) => r.status)

  expect(statuses).toEqual([204, 204])
  expect(spy).toHaveBeenCalledOnce()
  expect(await effects()).toBe(1)
})

test('two deliveries at the same time both answer 2xx, and only one takes effect', async () => {
  const { deps } = makeDeps()
  const { job, effects } = await makeWritingJob()
  let waiting = 0
  let release = () => {}
  const bothAreIn = new Promise<void>((resolve) => {
    release = resolve
  })
  const together: typeof job = async (...args) => {
    waiting += 1
    if (waiting === 2) release()
    await bothAreIn
    return job(...args)
  }
  const app = mount({ deps, job: together })
  const body = envelope()

  const responses = await Promise.all([deliver(app, { body }), deliver(app, { body })])

  expect(responses.map((response) => response.status)).toEqual([204, 204])
  expect(waiting).toBe(2)
  expect(await effects()).toBe(1)
})

test('a crash between the work and its commit leaves nothing, and the next delivery does it all', async () => {
  const { deps } = makeDeps()
  const { job, effects } = await makeWritingJob()
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const crash = () => Promise.reject(new Error('killed'))
  const body = envelope()

  const broken = await deliver(mount({ deps: { ...deps, commit: crash }, job }), { body })
  const afterCrash = await effects()
  const logged = log.mock.calls.length
  vi.restoreAllMocks()
  const retried = await deliver(mount({ deps, job }), { body })

  expect([broken.status, afterCrash, logged]).toEqual([500, 0, 1])
  expect([retried.status, await effects()]).toEqual([204, 1])
})

test('a job that hangs has failed after its longest time, and is worth another try', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const job = vi.fn(() => new Promise<never>(() => {}))
  const answer = deliver(mount({ ...makeDeps(), job }), { body: envelope() })
  await vi.waitFor(() => expect(job).toHaveBeenCalledOnce())
  await vi.advanceTimersByTimeAsync(jobs['ingest-posts'].maxMs)

  expect((await answer).status).toBe(500)
  expect(String(log.mock.calls[0])).toContain('It took more than 120000 ms')
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a crash after the commit is a delivery that was settled', async () => {
  const { deps } = makeDeps()
  const { job, effects } = await makeWritingJob()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const commit: Deps['commit'] = async (...args) => {
    await deps.commit(...args)
    throw new Error('killed')
  }
  const body = envelope()

  const broken = await deliver(mount({ deps: { ...deps, commit }, job }), { body })
  vi.restoreAllMocks()
  const retried = await deliver(mount({ deps, job }), { body })

  expect([broken.status, retried.status, await effects()]).toEqual([500, 204, 1])
})

test('one statement that fails undoes the settling too', async () => {
  const { deps } = makeDeps()
  const { id: eventId } = await makeEvent()
  const { externalId } = await makePost({ eventId, source: 'x' })
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const twice = {
    eventId,
    source: 'x' as const,
    externalId,
    url: '',
    authorName: '',
    authorHandle: '',
    html: '',
    postedAt: new Date(),
    seenAt: new Date(),
  }
  const id = newId()

  const response = await deliver(
    mount({ deps, job: async ({ write }) => [write.insert(posts).values(twice)] }),
    { body: envelope(id) },
  )
  vi.restoreAllMocks()

  expect(response.status).toBe(500)
  expect(await runsOf(id)).toEqual([])
})

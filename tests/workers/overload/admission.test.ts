import { expect, onTestFinished, test, vi } from 'vitest'
import { type Job, laneOf } from '#functions/jobs.ts'
import { refused, TAGS_HEADER } from '#workers/gateway/keeping.ts'
import { Admission } from '#workers/overload/admission.ts'
import type { Limits } from '#workers/overload/concurrency-limit.ts'
import { form, makeEdge, ORIGIN, sessionCookie } from '../../support/edge.ts'
import { makeActor, makeEvent } from '../../support/make.ts'
import { unsafe } from '../../support/unsafe.ts'

const NOTHING = { underWay: 0, waiting: 0, patienceMs: 0, overloadWaitMs: 0 }
const ONE = { underWay: 1, waiting: 1, patienceMs: 60_000, overloadWaitMs: 60_000 }
const all = (limits: Limits) => ({
  ...{ page: limits, cold: limits, write: limits, outside: limits },
  ...{ delivery: limits, mail: limits, errand: limits },
})
const FULL = all(NOTHING)

vi.spyOn(console, 'warn').mockImplementation(() => undefined)

test('a page that is one too many is a kind 503 with the headers of any page', async () => {
  const edge = makeEdge({ limits: FULL })
  const cookie = await sessionCookie(await makeActor())
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`

  for (const answer of [await edge.send(path), await edge.send(path, { headers: { cookie } })]) {
    const { status, headers } = answer
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toMatch(/^[3-8]$/)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('content-type')).toContain('text/html')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/)
    expect(headers.getSetCookie()).toEqual([])
    const html = await answer.text()
    expect(html).toContain('More people are here than we can answer at once')
    expect(html).toContain('<title>Back in a moment · Hallway</title>')
    expect(html).not.toContain('tell us')
  }
})

test('whoever asks for JSON is refused in JSON, HEAD without a body, and a form is told that it was not saved', async () => {
  const edge = makeEdge({ limits: FULL })
  const cookie = await sessionCookie(await makeActor())

  const json = await edge.send('/topics/', { headers: { accept: 'application/json' } })
  expect(json.headers.get('content-type')).toContain('application/problem+json')
  expect(await json.json()).toMatchObject({ status: 503, title: 'Back in a moment' })

  const head = await edge.send('/dashboard/', { method: 'HEAD', headers: { cookie } })
  expect([head.status, await head.text()]).toEqual([503, ''])

  const sent = await edge.send('/2026/any/attendance/', form({ role: 'attending' }, { cookie }))
  expect(sent.status).toBe(503)
  expect(await sent.text()).toContain('Nothing you sent was saved')
})

test('what is in the cache is never refused, and a page too old for it is still shown', async () => {
  const edge = makeEdge()
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('miss')
  edge.origin.answer = async () => refused()

  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('hit')
  edge.clock.nowMs += 61_000
  const stale = await edge.send('/topics/')
  expect([stale.status, stale.headers.get('x-cache')]).toEqual([200, 'stale'])
})

test('where no shared cache may have a page, it is refused without asking for it', async () => {
  for (const platformCache of [false, true]) {
    const edge = makeEdge({ limits: FULL, platformCache })
    const { answer } = edge.origin
    // The first page that is made tells whether there is one.
    const headers = { [TAGS_HEADER]: 'topics' }
    edge.origin.answer = async () => new Response('', { status: 404, headers })
    expect((await edge.send('/topics/')).status).toBe(404)
    edge.origin.answer = answer
    for (const path of ['/conferences/', '/coverage/'])
      expect((await edge.send(path)).status).toBe(503)
    expect(edge.origin.renders).toBe(platformCache ? 3 : 1)
  }
})

test('each kind has places of its own, and whoever must answer needs none', async () => {
  const admission = new Admission(all(ONE))
  const held = new Promise<Response>(() => undefined)
  const kept: Promise<unknown>[] = []
  const ask = (pathname: string, method = 'GET', work = () => held) =>
    admission.admit({ method, pathname }, work, (answering) => void kept.push(answering))
  void ask('/a/')
  const done = async () => new Response('done')
  for (const [path, method] of [
    ['/a/attendance/', 'POST'],
    ['/_queues/update-sets', 'POST'],
    ['/healthz', 'GET'],
    ['/pictures/people/x', 'GET'],
    ['/_queues/check-coverage', 'POST'],
    ['/_queues/send-email', 'POST'],
  ] as const)
    expect(await (await ask(path, method, done))?.text()).toBe('done')
  // Kept alive: the visitors who left before their answers would otherwise take the places with them.
  expect(kept).toHaveLength(6)
})

test('what waits for strangers is bounded as well', async () => {
  const edge = makeEdge({ limits: FULL })
  for (const path of ['/pictures/people/nobody', '/sign-in/github'])
    expect((await edge.send(path)).status).toBe(503)
})

test('no other job keeps a mail waiting, and those that wait for strangers none of ours', async () => {
  const admission = new Admission(all({ ...ONE, waiting: 0 }))
  const ask = (job: Job, work: () => Promise<Response>) =>
    admission.admit(
      { method: 'POST', pathname: `/_queues/${job}`, lane: laneOf(job) },
      work,
      () => undefined,
    )
  const never = () => new Promise<Response>(() => undefined)
  const done = async () => new Response('done')
  const errands = ['check-coverage', 'describe-coverage', 'ingest-posts', 'read-schedule'] as const
  for (const job of errands) void ask(job, never)
  expect(await ask('check-coverage', done)).toBeNull()
  expect(await (await ask('update-sets', done))?.text()).toBe('done')
  for (const job of ['update-sets', 'count-coverage', 'purge-pages'] as const) void ask(job, never)
  expect(await ask('update-sets', done)).toBeNull()
  expect(await (await ask('send-email', done))?.text()).toBe('done')
})

test('a refused delivery says nothing of when to come again: the queue waits longer each time', async () => {
  const edge = makeEdge({ limits: FULL })
  for (const job of ['send-email', 'check-coverage']) {
    const answer = await edge.send(`/_queues/${job}`, { method: 'POST', body: '{}' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, null])
  }
})

test('a body that trickles in holds no place, and is waited for ten seconds', async () => {
  const edge = makeEdge({ limits: all({ ...ONE, waiting: 0 }) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('role=')),
  })
  const slow = edge.send('/2026/any/attendance/', { method: 'POST', body, duplex: 'half' } as never)

  const other = await edge.send('/2026/any/attendance/', form({ role: 'attending' }, {}))
  expect(other.status).not.toBe(503)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([(await slow).status, await (await slow).text()]).toEqual([
    408,
    expect.stringContaining('The request did not arrive in time. Nothing was saved: send it again'),
  ])
  expect(unsafe(await slow, ORIGIN)).toEqual([])
})

test('whoever leaves while sending is no error', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) })
  const answer = await makeEdge().send('/sign-out/', {
    ...{ method: 'POST', body, duplex: 'half' },
  } as never)
  expect(answer.status).toBe(400)
  expect(error).not.toHaveBeenCalled()
})

test('a place is given back when the work fails, at once or later', async () => {
  const admission = new Admission(all({ ...ONE, waiting: 0 }))
  const ask = (work: () => Promise<Response>) =>
    admission.admit({ method: 'GET', pathname: '/a/' }, work, () => undefined)
  await expect(ask(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  await expect(
    ask(() => {
      throw new Error('at once')
    }),
  ).rejects.toThrow('at once')
  expect(await (await ask(async () => new Response('still here')))?.text()).toBe('still here')
})

test('pages that are made for the cache take no places from members, nor members from them', async () => {
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`
  const cookie = await sessionCookie(await makeActor())
  const crawled = makeEdge({ limits: { ...all(ONE), cold: NOTHING } })
  const crowded = makeEdge({ limits: { ...all(ONE), page: NOTHING } })

  expect((await crawled.send(path)).status).toBe(503)
  expect((await crawled.send(path, { headers: { cookie } })).status).toBe(200)
  expect((await crowded.send(path)).status).toBe(200)
  expect((await crowded.send(path, { headers: { cookie } })).status).toBe(503)
})

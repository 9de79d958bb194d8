import { eq } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { events } from '#db/schema/index.ts'
import { databases, db } from '../../support/database.ts'
import { makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { makeEvent } from '../../support/make.ts'

const stateOf = ({ headers }: Response) => headers.get('x-cache')
const typeOf = ({ headers }: Response) => headers.get('content-type')?.split(';')[0]
const asJson = { headers: { accept: 'application/json' } }
const PROBLEM = 'application/problem+json'

/** An event's page, which is there, and then only for its organisers. */
async function makeHidden(edge: ReturnType<typeof makeEdge>) {
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`
  expect((await edge.send(path)).status).toBe(200)
  await db.update(events).set({ visibility: 'hidden' }).where(eq(events.id, event.id))
  await edge.purge([`event-${event.id}`])
  edge.clock.nowMs += 1
  return path
}

test('an error in JSON and the same as HTML are kept apart, whichever is asked for first', async () => {
  for (const first of ['html', 'json']) {
    const edge = makeEdge()
    const path = await makeHidden(edge)
    const ask = {
      html: async () => expect(typeOf(await edge.send(path))).toBe('text/html'),
      json: async () => expect(typeOf(await edge.send(path, asJson))).toBe(PROBLEM),
    }
    await ask[first as keyof typeof ask]()
    for (const isolate of ['this', 'another']) {
      await ask.html()
      await ask.json()
      if (isolate === 'this') edge.startIsolate()
    }
  }
})

test('no page is older than a minute, whenever an isolate took it from the edge', async () => {
  const edge = makeEdge()
  const startedAtMs = edge.clock.nowMs
  let madeAtMs = 0
  for (const atMs of [0, 54_000, 58_000, 59_999, 60_000, 64_000, 113_000, 120_000]) {
    const { renders } = edge.origin
    edge.clock.nowMs = startedAtMs + atMs
    await edge.send('/topics/')
    if (edge.origin.renders > renders) madeAtMs = atMs
    expect(atMs - madeAtMs).toBeLessThan(60_000)
  }
  expect(edge.origin.renders).toBe(3)
})

test('that no database answers is told as it is, and kept by no cache', async () => {
  const edge = makeEdge()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const gone = vi.spyOn(databases, 'onRequest').mockImplementation(() => {
    throw new Error('connect ECONNREFUSED')
  })
  const refused = await edge.send('/topics/')
  gone.mockRestore()

  expect([refused.status, refused.headers.get('cache-control')]).toEqual([503, 'private, no-store'])
  for (const state of ['miss', 'hit']) {
    const answer = await edge.send('/topics/')
    expect([answer.status, stateOf(answer)]).toEqual([200, state])
  }
})

test('a public page that sets a cookie is a bug, and goes to nobody', async () => {
  const edge = makeEdge()
  const headers = { 'set-cookie': '__Host-session=of-somebody-else' }
  edge.origin.answer = async () => new Response('Hello', { headers })
  await expect(edge.send('/topics/')).rejects.toThrow('set a cookie on a public page')
})

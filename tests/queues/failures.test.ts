import { NeonDbError } from '@neondatabase/serverless'
import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { newId } from '#db/id.ts'
import type { Deps } from '#functions/deps.ts'
import { createConsumer } from '#queues/consumer.ts'
import { failureOf } from '#queues/failures.ts'
import { handlers } from '#queues/handlers.ts'
import { makeDeps } from '../support/deps.ts'
import { signDelivery } from './signed-delivery.ts'

const key = 'sig_current'
const settings = { QSTASH_CURRENT_SIGNING_KEY: key, QSTASH_NEXT_SIGNING_KEY: 'sig_next' }

/** What the queue is answered when the job throws this. */
async function answerTo(thrown: Error) {
  const ingestPosts = () => Promise.reject(thrown)
  const app = new Hono<{
    Variables: { deps: Deps; settings: typeof settings; requestId: string }
  }>()
    .use(async (c, next) => {
      c.set('deps', makeDeps().deps)
      c.set('settings', settings)
      c.set('requestId', c.req.header('x-request-id') ?? '')
      await next()
    })
    .route('/_queues', createConsumer({ ...handlers, 'ingest-posts': ingestPosts }))
  const path = '/_queues/ingest-posts'
  const body = JSON.stringify({ id: newId(), payload: { eventId: newId() } })
  const signature = signDelivery({ key, url: `http://localhost${path}`, body })
  const headers = { 'upstash-signature': signature, 'x-request-id': 'abc-1' }
  return app.request(path, { method: 'POST', body, headers })
}

test('a job that fails is logged once, by its name; without a database it is no failure of its own', async () => {
  const lines: unknown[] = []
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(JSON.parse(line)))
  const statuses = []
  for (const error of [new TypeError('a bug'), new NeonDbError('fetch failed')])
    statuses.push((await answerTo(error)).status)
  vi.restoreAllMocks()

  expect(statuses).toEqual([500, 503])
  const line = { message: 'a job failed', job: 'ingest-posts', requestId: 'abc-1' }
  expect(lines).toMatchObject([
    { ...line, error: expect.stringMatching(/^TypeError: a bug\n +at /) },
    { ...line, error: expect.stringMatching(/^NeonDbError: fetch failed\n +at /) },
  ])
})

test.each([
  [204, '5', null],
  [401, '9', null],
  [413, '9', null],
  [500, '0', 'job-failed'],
  [500, '4', 'job-failed'],
  [500, '5', 'dead-letter'],
  [503, '4', null],
  [503, '5', 'dead-letter'],
  [489, '0', 'dead-letter'],
])('an answer of %d to retry %s means %s', (status, retried, failure) => {
  const delivery = new Headers({ 'upstash-retried': retried })
  expect(failureOf(new Response(null, { status }), delivery)).toBe(failure)
})

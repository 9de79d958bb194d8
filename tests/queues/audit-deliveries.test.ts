import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { jobRuns } from '#db/schema/index.ts'
import type { Deps } from '#functions/deps.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { createConsumer } from '#queues/consumer.ts'
import { handlers } from '#queues/handlers.ts'
import { makeDeps } from '../support/deps.ts'
import { readLog } from '../support/read-log.ts'
import * as mounted from './mounted-consumer.ts'
import { signDelivery } from './signed-delivery.ts'

const key = 'sig_current'
const settings = { QSTASH_CURRENT_SIGNING_KEY: key, QSTASH_NEXT_SIGNING_KEY: 'sig_next' }
const audited = { event: 'import', eventId: newId(), subscriptionId: newId() } as const

const app = new Hono<{ Variables: { deps: Deps; settings: typeof settings; requestId: string } }>()
  .use(async (c, next) => {
    c.set('deps', makeDeps().deps)
    c.set('settings', settings)
    c.set('requestId', c.req.header('x-request-id') ?? '')
    await next()
  })
  .route(
    '/_queues',
    createConsumer({ ...handlers, 'read-schedule': async () => ({ statements: [], audited }) }),
  )

const path = '/_queues/read-schedule'
const body = JSON.stringify({ id: newId(), payload: { subscriptionId: newId() } })
const signature = signDelivery({ key, url: `http://localhost${path}`, body })

const deliver = async (requestId: string, signed = signature) =>
  app.request(path, {
    ...{ method: 'POST', body },
    headers: { 'upstash-signature': signed, 'x-request-id': requestId },
  })

test('what a job says of itself is a line once it is settled, and none when it is repeated', async () => {
  const { result, audit } = await readLog(async () => [
    await deliver('abc-1'),
    await deliver('abc-2'),
  ])

  expect(result.map(({ status }) => status)).toEqual([204, 204])
  expect(audit).toEqual([{ requestId: 'abc-1', ...audited }])
})

test('of two runs of one message, the one that is undone tells nothing', async () => {
  const id = newId()
  // While it is at work, another run of the same message settles it.
  const job: JobFunction<unknown> = async ({ write }) => {
    await write.insert(jobRuns).values({ messageId: id, job: 'read-schedule' })
    return { statements: [], audited }
  }
  const asked = mounted.envelope(id, { subscriptionId: newId() })

  const { result, audit } = await readLog(async () =>
    mounted.deliver(mounted.mount({ ...makeDeps(), job }), { job: 'read-schedule', body: asked }),
  )

  expect([result.status, audit]).toEqual([204, []])
})

test('a delivery that the queue did not sign is a line, without what it came with', async () => {
  const forged = signDelivery({ key: 'sig_other', url: `http://localhost${path}`, body })
  const { result, text, audit } = await readLog(() => deliver('abc-3', forged))

  expect(result.status).toBe(401)
  expect(audit).toEqual([{ requestId: 'abc-3', event: 'refusal', reason: 'delivery-not-signed' }])
  expect(text).not.toContain(forged)
})

import { Hono } from 'hono'
import { newId } from '#db/id.ts'
import type { Deps } from '#functions/deps.ts'
import { jobNames } from '#functions/jobs.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { createConsumer } from '#queues/consumer.ts'
import type { Handlers } from '#queues/handlers.ts'
import { signDelivery } from './signed-delivery.ts'

export const current = 'sig_current'
export const next = 'sig_next'
const settings = { QSTASH_CURRENT_SIGNING_KEY: current, QSTASH_NEXT_SIGNING_KEY: next }
export const nothing: JobFunction<unknown> = async () => []

/** The consumer as a site mounts it, with `job` in place of every real one. */
export function mount({ deps, job = nothing }: { deps: Deps; job?: JobFunction<unknown> }) {
  const handlers = Object.fromEntries(jobNames.map((name) => [name, job])) as Handlers
  return new Hono<{ Variables: { deps: Deps; settings: typeof settings } }>()
    .use(async (c, proceed) => {
      c.set('deps', deps)
      c.set('settings', settings)
      await proceed()
    })
    .route('/_queues', createConsumer(handlers))
}

type Delivery = { job?: string; body?: string; signature?: string }
export const envelope = (id = newId(), payload: unknown = { eventId: newId() }) =>
  JSON.stringify({ id, payload })

export function deliver(
  app: ReturnType<typeof mount>,
  { job = 'ingest-posts', body = envelope(), signature }: Delivery = {},
) {
  const url = `http://localhost/_queues/${job}`
  const headers = { 'upstash-signature': signature ?? signDelivery({ key: current, url, body }) }
  // The address that we were reached at says nothing: QStash signed the public one.
  return app.request(`http://127.0.0.1:8787/_queues/${job}`, { method: 'POST', body, headers })
}

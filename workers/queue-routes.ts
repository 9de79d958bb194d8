import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { createConsumer } from '#queues/consumer.ts'
import { failureOf } from '#queues/failures.ts'
import type { AppEnv } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { publishAfterAnswer } from './middleware/publish-after-answer.ts'

/** Jobs read the primary: they act on what is true now. */
const withDeps = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, scope } = c.var
  const { purge, WEB: web } = c.env
  c.set('deps', makeDeps({ settings, scope, purge, web, background: true }))
  await next()
})

/** Comes around the consumer alone: what is refused before it was not signed by the queue. */
const reportFailures = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const kind = failureOf(c.res, c.req.raw.headers)
  if (kind === null) return
  const which = `${c.req.path.split('/').at(-1)} (request ${c.get('requestId')})`
  const text =
    kind === 'job-failed'
      ? `The job ${which} failed. The queue tries it again, and the log says why`
      : `The queue gave up on a message for ${which}. See "dead-letters" in the runbook`
  c.env.report({ kind, text })
})

/** Where QStash delivers. */
export const queueRoutes = new Hono<AppEnv>()
  .use(withDeps, publishAfterAnswer, reportFailures)
  .route('/', createConsumer())

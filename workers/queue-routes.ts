import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { createConsumer } from '#queues/consumer.ts'
import type { AppEnv } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { publishAfterAnswer } from './middleware/publish-after-answer.ts'

/** Jobs read the primary: they act on what is true now. */
const withDeps = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, scope } = c.var
  const { purge, WEB: web } = c.env
  c.set('deps', makeDeps({ settings, scope, replica: null, purge, web, background: true }))
  await next()
})

/** Where QStash delivers. */
export const queueRoutes = new Hono<AppEnv>()
  .use(withDeps, publishAfterAnswer)
  .route('/', createConsumer())

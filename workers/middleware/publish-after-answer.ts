import { createMiddleware } from 'hono/factory'
import { log } from '#functions/log.ts'
import { publishMessages } from '#functions/outbox/publish-messages.ts'
import { purgedTags } from '#functions/site/purge-pages.ts'
import type { AppEnv } from '../app-env.ts'

/**
 * Publishes what this request announced once its answer has gone out. A failure here loses nothing:
 * the messages are in the outbox, and the cron sends what is still there after half a minute. Pages
 * in this isolate need not wait for the queue to be made anew.
 */
export const publishAfterAnswer = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { deps, scope, requestId } = c.var
  if (scope.messages.length === 0) return
  const tags = purgedTags(scope.messages)
  if (tags.length > 0) c.env.expire(tags)
  const published = publishMessages(deps, scope.messages).catch((error: unknown) => {
    log.warn('publishing waits for the sweep', { requestId }, error)
  })
  c.executionCtx.waitUntil(published)
})

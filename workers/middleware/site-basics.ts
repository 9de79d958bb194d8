import { createMiddleware } from 'hono/factory'
import { DomainError } from '#functions/errors.ts'
import { isReadOnly, retryAfterS } from '#functions/site/site-mode.ts'
import type { AppEnv } from '../app-env.ts'
import { readSettings } from '../env.ts'
import { newScope, serverTiming } from '../request-scope.ts'
import { anonymous } from '../requester.ts'

/** What every answer of the site has: a request id, its timing, and no leave to be cached. */
export const siteBasics = createMiddleware<AppEnv>(async (c, next) => {
  const { requestId } = c.env
  const scope = newScope(Date.now())
  c.set('settings', readSettings(c.env))
  c.set('scope', scope)
  c.set('requestId', requestId)
  c.set('requester', anonymous)
  c.set('tags', new Set())
  await next()
  // Hono's `c.header` would copy the finished answer, with all that it says, each time.
  const { headers } = c.res
  headers.set('X-Request-Id', requestId)
  headers.set('X-Cache', 'bypass')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
  headers.set('Server-Timing', serverTiming(scope, Date.now()))
})

/** While read-only nothing is written: not by people, not by the queue, which tries again later. */
export const refuseWritesWhileReadOnly = createMiddleware<AppEnv>(async (c, next) => {
  const { mode } = c.env.state
  const now = new Date()
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!safe && isReadOnly(mode, now)) {
    const why = mode.reason ? ` (${mode.reason})` : ''
    const time = mode.until ? `until ${mode.until.slice(11, 16)} UTC` : 'for a short while'
    const message = `Hallway is read-only ${time}${why}. Nothing you sent was saved; everything can still be read`
    throw new DomainError('unavailable', message, { retryAfterS: retryAfterS(mode, now) })
  }
  await next()
})

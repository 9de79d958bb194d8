import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { DomainError } from '#functions/errors.ts'
import { isReadOnly, retryAfterS } from '#functions/site/site-mode.ts'
import type { AppEnv } from '../app-env.ts'
import { newScope, serverTiming } from '../request-scope.ts'
import { anonymous } from '../requester.ts'

/** What every answer of the site has: a request id, its timing, and no leave to be cached. */
export const siteBasics = createMiddleware<AppEnv>(async (c, next) => {
  const { requestId, settings } = c.env
  const scope = newScope(Date.now())
  c.set('settings', settings)
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
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const readOnly = readOnlyWords(c)
  if (!safe && readOnly !== null) {
    const words = `${readOnly}. Nothing you sent was saved; everything can still be read`
    throw refuseForNow(c, words)
  }
  await next()
})

/** While read-only, for what would sign in: without cookies it could not tell who asked for a mail. */
export const refuseSignInWhileReadOnly = createMiddleware<AppEnv>(async (c, next) => {
  const words = noSignInWords(c)
  if (words !== null) {
    const advice =
      'Keep your mail: it works again after that, within 10 minutes of your asking for it'
    throw refuseForNow(c, `${words}. ${advice}`)
  }
  await next()
})

/** Says that nobody can sign in, until when and why; null while they can. */
export function noSignInWords(c: Context<AppEnv>): string | null {
  const readOnly = readOnlyWords(c)
  return readOnly && `${readOnly}, and nobody can sign in`
}

function readOnlyWords(c: Context<AppEnv>): string | null {
  const { mode } = c.env.state
  if (!isReadOnly(mode, new Date())) return null
  const why = mode.reason ? ` (${mode.reason})` : ''
  const time = mode.until ? `until ${mode.until.slice(11, 16)} UTC` : 'for a short while'
  return `Hallway is read-only ${time}${why}`
}

const refuseForNow = (c: Context<AppEnv>, words: string) =>
  new DomainError('unavailable', words, { retryAfterS: retryAfterS(c.env.state.mode, new Date()) })

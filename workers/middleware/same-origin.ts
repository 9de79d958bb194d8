import { createMiddleware } from 'hono/factory'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'

const SAFE = /^(?:GET|HEAD|OPTIONS)$/

/**
 * Against CSRF: refuses whatever another site's page sent, whichever method and type it has: `Origin` must be ours.
 * Where there is none, or `null`, as under `Referrer-Policy: no-referrer`, the browser's own word must
 * be that our page sent it (`Sec-Fetch-Site`). Every browser says one of the two; what says neither is
 * a program, which has no business with a cookie. Behind a TLS proxy the request's own origin is not
 * the public one.
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!SAFE.test(c.req.method)) {
    const origin = c.req.header('origin') || 'null'
    const from = c.req.header('sec-fetch-site') ?? 'unknown'
    const isOurs = [c.get('settings').ORIGIN, new URL(c.req.url).origin].includes(origin)
    const isVouchedFor = origin === 'null' && from === 'same-origin'
    const isForeign = from === 'cross-site' || from === 'same-site'
    if (isForeign || !(isOurs || isVouchedFor))
      throw new DomainError(
        'forbidden',
        'That was sent from another site. Go to the page here, and send it again',
        { refusal: 'other-origin' },
      )
  }
  await next()
})

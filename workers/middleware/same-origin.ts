import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'

/** Refuses forms that another site sent. Behind a TLS proxy the request's own origin is not the public one. */
export const sameOrigin = createMiddleware<AppEnv>((c, next) => {
  const own = [c.var.settings.ORIGIN, new URL(c.req.url).origin]
  return csrf({ origin: own })(c, next)
})

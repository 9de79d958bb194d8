import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { readSettings } from './env.ts'
import { errorToResponse, notFoundToResponse } from './errors.tsx'
import { TAGS_HEADER } from './gateway/keeping.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { publicRoutes } from './public-routes.ts'
import { serversFor } from './replica-health.ts'
import { newScope, serverTiming } from './request-scope.ts'
import { anonymous } from './requester.ts'
import { layout } from './web/layout.tsx'

/** The answers that are the same for everybody, and may be kept. */
const KEPT_STATUSES = new Set([200, 301, 404, 410])
const MAX_AGE_S = 60
const STALE_IF_ERROR_S = 86_400

/**
 * Every page as nobody in particular sees it. What comes in has no cookie, so what goes out can hold
 * nothing personal: there is no code path here from a visitor to a page.
 */
export const publicPages = new Hono<AppEnv>()
  .onError(errorToResponse)
  .notFound(notFoundToResponse)
  .use(kept(), securityHeaders, layout, asNobody())
  .route('/', publicRoutes)

function asNobody() {
  return createMiddleware<AppEnv>(async (c, next) => {
    const settings = readSettings(c.env)
    const scope = newScope(Date.now())
    const { state, purge, WEB: web } = c.env
    const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
    const servers = serversFor({ settings, state, seed: crypto.randomUUID(), waitUntil })
    c.set('settings', settings)
    c.set('scope', scope)
    c.set('deps', makeDeps({ settings, scope, readFrom: { servers }, purge, web }))
    c.set('requester', anonymous)
    c.set('requestId', c.env.requestId)
    c.set('tags', new Set())
    await next()
  })
}

/** Says how long an answer may be kept and what would make it stale. Silence would mean two hours. */
function kept() {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next()
    const { status, headers } = c.res
    headers.set('Server-Timing', serverTiming(c.get('scope'), Date.now()))
    if (!KEPT_STATUSES.has(status)) {
      headers.set('Cache-Control', 'private, no-store')
      return
    }
    // A page's age is counted once more in each isolate, and both together must stay under a minute.
    const maxAgeS = Math.max(0, MAX_AGE_S - c.get('settings').PAGE_CACHE_SECONDS)
    const edge = `max-age=${maxAgeS}, stale-if-error=${STALE_IF_ERROR_S}`
    // Pictures say themselves that they may be kept for longer.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
    if (!headers.has('Cloudflare-CDN-Cache-Control'))
      headers.set('Cloudflare-CDN-Cache-Control', edge)
    headers.set('Vary', 'Accept')
    const tags = [...c.get('tags'), `v-${version(c.env)}`].join(',')
    headers.set('Cache-Tag', tags)
    headers.set(TAGS_HEADER, tags)
  })
}

const version = (env: AppEnv['Bindings']) => env.CF_VERSION_METADATA?.id ?? 'local'

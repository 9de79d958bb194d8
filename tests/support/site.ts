import { Hono } from 'hono'
import type { Deps } from '#functions/deps.ts'
import type { AppEnv } from '#workers/app-env.ts'
import type { Settings } from '#workers/env.ts'
import { errorToResponse, notFoundToResponse } from '#workers/errors.tsx'
import { sameOrigin } from '#workers/middleware/same-origin.ts'
import { prolongSession, session } from '#workers/middleware/session.ts'
import { newScope } from '#workers/request-scope.ts'
import { anonymous } from '#workers/requester.ts'
import { accountRoutes } from '#workers/web/accounts/routes.tsx'
import { attendanceRoutes } from '#workers/web/attendances/routes.tsx'
import { addCoverageRoutes } from '#workers/web/coverage/add-routes.tsx'
import { dashboardRoutes } from '#workers/web/dashboard/routes.tsx'
import { eventRoutes } from '#workers/web/events/routes.tsx'
import { layout } from '#workers/web/layout.tsx'
import { sessionRoutes } from '#workers/web/sessions/routes.tsx'
import { trackingRoutes } from '#workers/web/sessions/tracking-routes.ts'

const ORIGIN = 'http://localhost'

/** The signed-in half of the site over these Deps: the real middleware and routes, no gateway. */
export function makeSite(deps: Deps) {
  const settings: Settings = {
    ...otherSettings,
    ORIGIN: deps.config.origin,
    SESSION_SECRET: deps.config.sessionSecret,
  }
  const app = new Hono<AppEnv>()
    .onError(errorToResponse)
    .notFound(notFoundToResponse)
    .use(async (c, next) => {
      c.set('settings', settings)
      c.set('scope', newScope(Date.now()))
      c.set('requestId', 'test')
      c.set('requester', anonymous)
      c.set('tags', new Set())
      await next()
    })
    .use(layout, sameOrigin, session)
    .use(async (c, next) => {
      c.set('deps', deps)
      await next()
    })
    .use(prolongSession)
    .route('/', attendanceRoutes)
    .route('/', trackingRoutes)
    .route('/', addCoverageRoutes)
    .route('/', accountRoutes)
    .route('/', dashboardRoutes)
    .route('/', sessionRoutes)
    .route('/', eventRoutes)
  return { app, settings }
}

// Nothing under test reads these; they are there to be a whole set.
const otherSettings = {
  PAGE_CACHE_SECONDS: 60,
  CLIENT_ADDRESS: 'platform',
  DATABASE_URL: 'postgres://test:test@db.test/test',
  REPLICA_URLS: [],
  UPSTASH_REDIS_REST_URL: ORIGIN,
  UPSTASH_REDIS_REST_TOKEN: 'test',
  QSTASH_URL: ORIGIN,
  QSTASH_TOKEN: 'test',
  QSTASH_CURRENT_SIGNING_KEY: 'test',
  QSTASH_NEXT_SIGNING_KEY: 'test',
  RESEND_URL: ORIGIN,
  RESEND_API_KEY: 'test',
  MAIL_FROM: 'Hallway <hello@localhost>',
  MASTODON_URLS: [],
  X_URL: ORIGIN,
  X_MONTHLY_POSTS: 0,
  RECONCILE_EVERY_MINUTES: 1440,
  NEON_SQL_ENDPOINT: undefined,
  ALERT_URL: undefined,
  ALERT_MAIL: undefined,
  GITHUB_CLIENT_ID: undefined,
  GITHUB_CLIENT_SECRET: undefined,
  X_BEARER_TOKEN: undefined,
} satisfies Partial<Settings>

/** What the site is told of its edge: nobody reads reports here. */
const noReports = { report: () => {} }

export type Site = ReturnType<typeof makeSite>

/** Somebody's browser: keeps cookies, sends forms as browsers do, follows nothing by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly site: Site
  readonly headers: Record<string, string>

  constructor(site: Site, headers: Record<string, string> = {}) {
    this.site = site
    this.headers = headers
  }

  get(path: string) {
    return this.send(path, {})
  }

  post(path: string, form: Record<string, string> = {}) {
    const headers = { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' }
    return this.send(path, { method: 'POST', body: new URLSearchParams(form).toString(), headers })
  }

  async send(path: string, init: { method?: string; body?: string; headers?: object }) {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(Cookie && { Cookie }), ...this.headers, ...init.headers }
    const answer = await this.site.app.request(`${ORIGIN}${path}`, { ...init, headers }, noReports)
    this.keepCookies(answer)
    return answer
  }

  keepCookies(answer: Response) {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

import { serializeSigned } from 'hono/utils/cookie'
import type { Actor } from '#functions/deps.ts'
import { type SiteMode, WRITABLE } from '#functions/site/site-mode.ts'
import type { Bindings } from '#workers/env.ts'
import { readSettings } from '#workers/env.ts'
import { gateway, recallAnswer } from '#workers/gateway/gateway.ts'
import { PageCache } from '#workers/gateway/page-cache.ts'
import type { Report } from '#workers/incidents/reports.ts'
import { encodeSession } from '#workers/middleware/session-cookie.ts'
import { publicPages } from '#workers/public-pages.ts'
import { site } from '#workers/site.ts'
import './database.ts'
import { redisUrl } from './redis.ts'

export const ORIGIN = 'http://localhost'
const SECRET = 'a test secret of at least 32 characters'
const NOWHERE = 'http://127.0.0.1:9'

const env = {
  ORIGIN,
  PAGE_CACHE_SECONDS: '60',
  DATABASE_URL: 'postgres://test:test@db.test/test',
  UPSTASH_REDIS_REST_URL: redisUrl,
  UPSTASH_REDIS_REST_TOKEN: 'test',
  QSTASH_URL: NOWHERE,
  QSTASH_TOKEN: 'test',
  QSTASH_CURRENT_SIGNING_KEY: 'test-current',
  QSTASH_NEXT_SIGNING_KEY: 'test-next',
  SESSION_SECRET: SECRET,
  RESEND_URL: NOWHERE,
  RESEND_API_KEY: 'test',
  MAIL_FROM: 'Hallway <hello@localhost>',
  // The bindings for which the code under test has no use: nothing here calls them.
} as unknown as Bindings

type Options = {
  mode?: SiteMode
  /** What the rest of the web answers. */
  web?: (url: string) => Promise<Response>
}

const noWeb = async () => new Response('There is no web in this test', { status: 503 })

/**
 * The whole Worker in this process: the real gateway, apps, driver and pages. What it is asked is
 * answered as production does; only the queue cannot be reached, so messages stay in the outbox.
 */
export function makeEdge({ mode = WRITABLE, web = noWeb }: Options = {}) {
  const reports: Report[] = []
  const clock = { nowMs: Date.now(), mode }
  const pageCache = new PageCache()
  const work: Promise<unknown>[] = []
  const waitUntil = (promise: Promise<unknown>) => void work.push(promise)
  const ctx = { waitUntil, passThroughOnException: () => undefined, props: {} } as never
  const purge = async (tags: readonly string[]) => pageCache.drop(tags, clock.nowMs)
  const behind = () => ({
    ...env,
    WEB: { fetch: web } as unknown as Fetcher,
    state: { mode: clock.mode, behind: [] },
    purge,
    forget: (tags: readonly string[]) => pageCache.drop(tags, clock.nowMs),
    report: (report: Report) => void reports.push(report),
  })

  const options = {
    settings: readSettings(env),
    pageCache,
    pictureCache: new PageCache(),
    recallState: () => ({ mode: clock.mode, behind: [] }),
    readState: async () => ({ mode: clock.mode, behind: [] }),
    publicPages: async (request: Request) => publicPages.fetch(request, behind(), ctx),
    site: async (request: Request) => site.fetch(request, behind(), ctx),
    assets: async () => new Response('asset'),
    keepAlive: waitUntil,
    nowMs: () => clock.nowMs,
  }
  const send = async (path: string, init: RequestInit = {}) => {
    const request = new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init })
    return recallAnswer(request, options) ?? (await gateway(request, options))
  }
  return { send, clock, purge, reports, settle: () => Promise.allSettled(work) }
}

/** The cookie of someone who signed in an hour ago. */
export async function sessionCookie(actor: Actor, { agoMs = 60_000 } = {}): Promise<string> {
  const checkedAt = new Date(Date.now() - agoMs)
  const expiresAt = new Date(Date.now() + 86_400_000)
  const value = encodeSession({ ...actor, checkedAt, expiresAt })
  const cookie = await serializeSigned('__Host-session', value, `${SECRET}:session`, {
    path: '/',
    secure: true,
  })
  return cookie.split(';')[0] ?? ''
}

/** What a browser sends with a form. */
export const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
})

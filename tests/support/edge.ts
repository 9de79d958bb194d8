import { serializeSigned } from 'hono/utils/cookie'
import { sessionEnd } from '#functions/accounts/auth-session.ts'
import type { Account } from '#functions/deps.ts'
import { laneOf } from '#functions/jobs.ts'
import { type SiteMode, WRITABLE } from '#functions/site/site-mode.ts'
import type { Edge } from '#workers/app-env.ts'
import { type Bindings, readSettings, type Settings } from '#workers/env.ts'
import { answerAsset } from '#workers/gateway/answer-asset.ts'
import { variantOf as everybodysVariant } from '#workers/gateway/cache-policy.ts'
import { gateway, serveFromCache } from '#workers/gateway/gateway.ts'
import { refused } from '#workers/gateway/keeping.ts'
import { PageCache } from '#workers/gateway/page-cache.ts'
import { knownParams } from '#workers/known-params.ts'
import { encodeSession } from '#workers/middleware/session-cookie.ts'
import { Admission, type AllLimits, type Asked, LIMITS } from '#workers/overload/admission.ts'
import { refuse } from '#workers/overload/refuse.tsx'
import { publicPages } from '#workers/public-pages.ts'
import { createPurge, invalidate } from '#workers/purge.ts'
import { site } from '#workers/site.ts'
import './database.ts'
import { PlatformCache } from './platform-cache.ts'
import { queue } from './queue.ts'
import { redisUrl } from './redis.ts'

export const ORIGIN = 'http://localhost'
const SECRET = 'a test secret of at least 32 characters'
const NOWHERE = 'http://127.0.0.1:9'

const env = {
  ORIGIN,
  PAGE_CACHE_SECONDS: '5',
  CLIENT_ADDRESS: 'platform',
  DATABASE_URL: 'postgres://test:test@db.test/test',
  // The same server under another address: what it is asked is what a replica is asked.
  REPLICA_URLS: 'postgres://test:test@db.test/replica',
  UPSTASH_REDIS_REST_URL: redisUrl,
  UPSTASH_REDIS_REST_TOKEN: 'test',
  QSTASH_URL: queue.url,
  QSTASH_TOKEN: 'test',
  QSTASH_CURRENT_SIGNING_KEY: 'test-current',
  QSTASH_NEXT_SIGNING_KEY: 'test-next',
  SESSION_SECRET: SECRET,
  RESEND_URL: NOWHERE,
  RESEND_API_KEY: 'test',
  MAIL_FROM: 'Hallway <hello@localhost>',
  // Other bindings are missing: nothing here calls them.
  report: () => {},
} as unknown as Bindings & Pick<Edge, 'report'>

export const settings = readSettings(env)

type Options = {
  mode?: SiteMode
  /** What the rest of the web answers. */
  web?: (url: string) => Promise<Response>
  /** Whether Cloudflare's Workers Cache stands in front of the public pages, as in production. */
  platformCache?: boolean
  limits?: AllLimits
  variantOf?: typeof everybodysVariant
  /** Settings that differ from those of the other tests. */
  own?: Partial<Settings>
}

/** Whether edges are made behind Workers Cache when their test does not say. */
let platformByDefault = false

/** Runs a test whose edges stand behind Workers Cache. */
export async function onPlatform(run: () => Promise<void>) {
  platformByDefault = true
  try {
    await run()
  } finally {
    platformByDefault = false
  }
}

/** The files of the build: one. */
const assets = {
  fetch: async (request: Request) =>
    new Response('asset', { status: request.url.endsWith('/site.css') ? 200 : 404 }),
} as unknown as Fetcher

const noWeb = async () => new Response('There is no web in this test', { status: 503 })

/**
 * The whole Worker in this process: the real gateway, apps, driver and pages. What it is asked is
 * answered as production does; only the queue delivers nothing.
 */
export function makeEdge({
  mode = WRITABLE,
  web = noWeb,
  platformCache = platformByDefault,
  limits = LIMITS,
  variantOf = everybodysVariant,
  own = {},
}: Options = {}) {
  const clock = { nowMs: Date.now(), mode, replicas: { behind: [] as string[], atMs: Date.now() } }
  const platform = platformCache ? new PlatformCache(() => clock.nowMs) : null
  const origin = {
    /** How often a page was asked of the public app. */
    renders: 0,
    answer: async (request: Request) => {
      const { pathname } = new URL(request.url)
      const asked = { method: request.method, pathname, isPublic: true }
      const requestId = request.headers.get('x-request-id') ?? ''
      const work = async () => publicPages.fetch(request, behind(requestId), ctx)
      return (await admission.admit(asked, work, waitUntil)) ?? refused()
    },
  }
  const render = (request: Request) => {
    origin.renders += 1
    return origin.answer(request)
  }
  const work: Promise<unknown>[] = []
  const waitUntil = (promise: Promise<unknown>) => void work.push(promise)
  const ctx = { waitUntil, passThroughOnException: () => undefined, props: {} } as never
  const expire = (tags: readonly string[]) => options.pageCache.expire(tags, clock.nowMs)
  const purgeAll = (tags: readonly string[]) => invalidate(platform ?? undefined, tags)
  const purge = createPurge({ expire, invalidate: purgeAll })
  const WEB = { fetch: web } as unknown as Fetcher
  const state = () => ({ mode: clock.mode, replicas: clock.replicas })
  const bindings = { ...env, settings: { ...settings, ...own }, WEB, purge, expire }
  const behind = (requestId: string) => ({ ...bindings, requestId, state: state() })

  const admission = new Admission(limits)

  const options = {
    settings: { ...bindings.settings, PAGE_CACHE_SECONDS: platform ? 5 : 60 },
    pageCache: new PageCache(),
    pictureCache: new PageCache(),
    loadKnownParams: async () => knownParams,
    memoizedState: state,
    readState: async () => state(),
    publicPages: async (request: Request) =>
      platform ? platform.fetch(request, render) : render(request),
    ...admitting(admission, waitUntil),
    refuse: (request: Request, requestId: string) => refuse(request, requestId, behind(requestId)),
    site: async (request: Request, context: { requestId: string }) =>
      site.fetch(request, behind(context.requestId), ctx),
    assets: (request: Request) => answerAsset(request, assets, env.ORIGIN as string),
    keepAlive: waitUntil,
    ...{ nowMs: () => clock.nowMs, variantOf },
  }
  const send = async (asked: string | Request, init: RequestInit = {}) => {
    const request = requestOf(asked, init)
    return serveFromCache(request, options) ?? (await gateway(request, options))
  }
  /** As another isolate finds it, which has answered nothing yet. */
  const startIsolate = () => void Object.assign(options, { pageCache: new PageCache() })
  return { send, clock, origin, purge, startIsolate, settle: () => Promise.allSettled(work) }
}

const admitting = (admission: Admission, waitUntil: (work: Promise<unknown>) => void) => ({
  loadLane: async (job: string) => laneOf(job),
  refuses: (asked: Asked) => admission.refuses(asked),
  admit: (asked: Asked, work: () => Promise<Response>) => admission.admit(asked, work, waitUntil),
})

const requestOf = (asked: string | Request, init: RequestInit) =>
  typeof asked === 'string'
    ? new Request(`${ORIGIN}${asked}`, { redirect: 'manual', ...init })
    : asked

type SignedInAs = Account & { personId?: string | null }

/** The cookie of someone who signed in a minute ago, or earlier. */
export async function sessionCookie(
  { sessionId, accountId, personId = null }: SignedInAs,
  { agoMs = 60_000, createdAt = new Date(Date.now() - agoMs), ...more } = {} as CookieOptions,
): Promise<string> {
  const { expiresAt = sessionEnd(createdAt, createdAt), secret = SECRET } = more
  const value = encodeSession({ sessionId, accountId, personId, createdAt, expiresAt })
  const cookie = await serializeSigned('__Host-session', value, `${secret}:session`, {
    path: '/',
    secure: true,
  })
  return cookie.split(';')[0] ?? ''
}

type CookieOptions = { agoMs?: number; createdAt?: Date; expiresAt?: Date; secret?: string }

/** What a browser sends with a form. */
export const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
})

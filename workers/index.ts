import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Edge } from './app-env.ts'
import { type Bindings, readSettings, type Settings } from './env.ts'
import { answerAsset } from './gateway/answer-asset.ts'
import { variantOf } from './gateway/cache-policy.ts'
import { gateway, serveFromCache } from './gateway/gateway.ts'
import { refused } from './gateway/keeping.ts'
import { PageCache } from './gateway/page-cache.ts'
import { memoizedState, readState, type SiteState } from './gateway/site-state.ts'
import { type Report, report } from './incidents/report.ts'
import { Admission, type Asked } from './overload/admission.ts'
import { createPurge, invalidate } from './purge.ts'
import { logged } from './request-log.ts'

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: { PublicPages: typeof PublicPages }
    }
  }
}

// One each per isolate. They hold plain data and settings, nothing that belongs to a request.
const pageCache = new PageCache()
const pictureCache = new PageCache(16 * 1024 * 1024)
const admission = new Admission()
let apps: Apps | undefined

type Apps = typeof import('./apps.ts')

/**
 * What is behind the gateway, which an isolate that hands out kept pages starts without. Each request
 * waits for an import of its own: what one request awaits, workerd lets no other await.
 */
async function load(settings: Settings): Promise<Apps> {
  if (apps) return apps
  const loaded = await import('./apps.ts')
  loaded.connect(settings)
  apps = loaded
  return loaded
}

/** The same for what nobody waits for: loading takes the thread, which an answer on its way needs first. */
async function loadLater(settings: Settings): Promise<Apps> {
  if (!apps) await scheduler.wait(1)
  return load(settings)
}

const expire = (tags: readonly string[]) => pageCache.expire(tags, Date.now())

const purgeWith = (ctx: ExecutionContext) =>
  createPurge({ expire, invalidate: (tags) => ctx.exports.PublicPages.purge([...tags]) })

const reportWith = (env: Bindings, ctx: ExecutionContext) => (seen: Report) =>
  ctx.waitUntil(report(env.FLAGS, seen, Date.now()))

type Answering = { env: Bindings; ctx: ExecutionContext; state: SiteState; requestId: string }

/** Has one of the two apps answer. */
async function answerWith(
  app: 'site' | 'publicPages',
  request: Request,
  { env, ctx, state, requestId }: Answering,
) {
  const settings = readSettings(env)
  const edge: Edge = {
    settings,
    state,
    requestId,
    purge: purgeWith(ctx),
    expire,
    report: reportWith(env, ctx),
  }
  const loaded = await load(settings)
  return loaded[app].fetch(request, { ...env, ...edge }, ctx)
}

/**
 * Lets a request in if there is a place for it. Cached pages come before this, here as in front of
 * PublicPages: they are never refused.
 */
const admitWith = (ctx: ExecutionContext) => (asked: Asked, work: () => Promise<Response>) =>
  admission.admit(asked, work, (answering) => ctx.waitUntil(answering))

/** A page as nobody in particular sees it: the request given to it carries nothing personal. */
async function answerPublicly(request: Request, env: Bindings, ctx: ExecutionContext) {
  const nowMs = Date.now()
  const state = memoizedState(nowMs) ?? (await readState(env.FLAGS, nowMs))
  const requestId = request.headers.get('x-request-id') ?? crypto.randomUUID()
  const work = () => answerWith('publicPages', request, { env, ctx, state, requestId })
  const { pathname } = new URL(request.url)
  return (
    (await admitWith(ctx)({ method: request.method, pathname, isPublic: true }, work)) ?? refused()
  )
}

export default {
  fetch(request, env, ctx) {
    const settings = readSettings(env)
    const memory = { settings, pageCache, memoizedState, nowMs: Date.now, variantOf }
    const cached = serveFromCache(request, memory)
    if (cached !== null) return cached
    const keepAlive = (work: Promise<unknown>) => ctx.waitUntil(work)
    const findRoute = async (asked: Request) => (await loadLater(settings)).routeOf(asked)
    const context = { origin: settings.ORIGIN, report: reportWith(env, ctx), findRoute, keepAlive }
    return logged(request, context, () =>
      gateway(request, {
        ...memory,
        pictureCache,
        loadKnownParams: async () => (await load(settings)).knownParams,
        loadLane: async (job) => (await load(settings)).laneOf(job),
        readState: (nowMs) => readState(env.FLAGS, nowMs),
        publicPages: (page) =>
          // Through the platform costs a third more, and where it keeps no pages it gives nothing for it.
          // Both say that it keeps none: one answer of a cache in trouble must not be the last word.
          settings.PAGE_CACHE_SECONDS === 60 && pageCache.hasSharedCache === false
            ? answerPublicly(page, env, ctx)
            : ctx.exports.PublicPages.fetch(page),
        admit: admitWith(ctx),
        refuses: (asked) => admission.refuses(asked),
        refuse: async (refused, requestId) =>
          (await load(settings)).refuse(refused, requestId, env),
        site: (page, context) => answerWith('site', page, { env, ctx, ...context }),
        assets: (asset) => answerAsset(asset, env.ASSETS, settings.ORIGIN),
        keepAlive,
      }),
    )
  },

  async scheduled(event, env, ctx) {
    const settings = readSettings(env)
    const { runCron } = await load(settings)
    await runCron(event, { env, settings, purge: purgeWith(ctx), report: reportWith(env, ctx) })
  },
} satisfies ExportedHandler<Bindings>

/** Every page as nobody in particular sees it, behind Workers Cache (wrangler.toml `[exports]`). */
export class PublicPages extends WorkerEntrypoint<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    return answerPublicly(request, this.env, this.ctx)
  }

  /** Purging works only for the entrypoint that asks for it. Throws when it is refused. */
  async purge(tags: string[]): Promise<void> {
    await invalidate(this.ctx.cache, tags)
  }
}

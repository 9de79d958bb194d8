import { WorkerEntrypoint } from 'cloudflare:workers'
import { connectNeon } from '#db/client.ts'
import { pageFunctions } from '#db/page-query.ts'
import { log } from '#functions/log.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Edge } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { type Bindings, readSettings } from './env.ts'
import { answerAsset } from './gateway/answer-asset.ts'
import { gateway, recallAnswer } from './gateway/gateway.ts'
import { PageCache } from './gateway/page-cache.ts'
import { readState, recallState, type SiteState, writeReplicaHealth } from './gateway/site-state.ts'
import { type Report, report } from './incidents/reports.ts'
import { watchIncidents } from './incidents/watch.ts'
import { knownParams } from './known-params.ts'
import { Admission, type Asked } from './overload/admission.ts'
import { refuse, refused } from './overload/refuse.tsx'
import { publicPages } from './public-pages.ts'
import { createPurge, invalidate } from './purge.ts'
import { findReplicasBehind } from './replica-health.ts'
import { logged } from './request-log.ts'
import { newScope } from './request-scope.ts'
import { EVERY_MINUTE, runSchedule } from './schedule.ts'
import { site } from './site.ts'

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
let connected = false

function start(env: Bindings) {
  const settings = readSettings(env)
  if (!connected) {
    connectNeon({ fetch: (url, init) => fetch(url, init), endpoint: settings.NEON_SQL_ENDPOINT })
    pageFunctions.onMissing = (name, code) =>
      log.warn('a page function is missing', { name, code: String(code) })
  }
  connected = true
  return settings
}

const expire = (tags: readonly string[]) => pageCache.expire(tags, Date.now())

const purgeWith = (ctx: ExecutionContext) =>
  createPurge({ expire, invalidate: (tags) => ctx.exports.PublicPages.purge([...tags]) })

const reportWith = (env: Bindings, ctx: ExecutionContext) => (seen: Report) =>
  ctx.waitUntil(report(env.FLAGS, seen, Date.now()))

type Answering = { env: Bindings; ctx: ExecutionContext; state: SiteState; requestId: string }

/** Has one of the two apps answer. */
async function answerWith(
  app: typeof site | typeof publicPages,
  request: Request,
  { env, ctx, state, requestId }: Answering,
) {
  const edge: Edge = {
    state,
    requestId,
    purge: purgeWith(ctx),
    expire,
    report: reportWith(env, ctx),
  }
  return app.fetch(request, { ...env, ...edge }, ctx)
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
  const state = recallState(nowMs) ?? (await readState(env.FLAGS, nowMs))
  const requestId = request.headers.get('x-request-id') ?? crypto.randomUUID()
  const work = () => answerWith(publicPages, request, { env, ctx, state, requestId })
  const { pathname } = new URL(request.url)
  return (
    (await admitWith(ctx)({ method: request.method, pathname, isPublic: true }, work)) ?? refused()
  )
}

export default {
  fetch(request, env, ctx) {
    const memory = { settings: start(env), pageCache, recallState, nowMs: Date.now }
    return (
      recallAnswer(request, memory) ??
      logged(request, { origin: memory.settings.ORIGIN, report: reportWith(env, ctx) }, () =>
        gateway(request, {
          ...memory,
          pictureCache,
          knownParams,
          readState: (nowMs) => readState(env.FLAGS, nowMs),
          publicPages: (page) =>
            // Through the platform costs a third more, and where it keeps no pages it gives nothing for it.
            pageCache.hasSharedCache === false
              ? answerPublicly(page, env, ctx)
              : ctx.exports.PublicPages.fetch(page),
          admit: admitWith(ctx),
          refuses: (asked) => admission.refuses(asked),
          refuse: (refused, requestId) => refuse(refused, requestId, env),
          site: (page, told) => answerWith(site, page, { env, ctx, ...told }),
          assets: (asset) => answerAsset(asset, env.ASSETS, memory.settings.ORIGIN),
          keepAlive: (work) => ctx.waitUntil(work),
        }),
      )
    )
  },

  async scheduled({ cron, scheduledTime }, env, ctx) {
    const settings = start(env)
    const atMs = Date.now()
    const state = await readState(env.FLAGS, atMs)
    const behind = await findReplicasBehind(settings)
    const readOnly = isReadOnly(state.mode, new Date())
    // Beside the jobs: no job that hangs or fails may keep anybody from being told.
    const watching =
      cron === EVERY_MINUTE
        ? watchIncidents({
            ...{ settings, flags: env.FLAGS, replicasLeftOut: behind, readOnly },
            nowMs: scheduledTime,
          })
        : undefined
    try {
      await writeReplicaHealth(env.FLAGS, behind && { behind, atMs })
      if (readOnly) return
      const scope = newScope(Date.now())
      const purge = purgeWith(ctx)
      const deps = makeDeps({ settings, scope, purge, web: env.WEB, background: true })
      await runSchedule(cron, deps, reportWith(env, ctx))
    } finally {
      await watching
    }
  },
} satisfies ExportedHandler<Bindings>

/** Every page as nobody in particular sees it, behind Workers Cache (wrangler.toml `[exports]`). */
export class PublicPages extends WorkerEntrypoint<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    start(this.env)
    return answerPublicly(request, this.env, this.ctx)
  }

  /** Purging works only for the entrypoint that asks for it. Throws when it is refused. */
  async purge(tags: string[]): Promise<void> {
    await invalidate(this.ctx.cache, tags)
  }
}

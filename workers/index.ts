import { WorkerEntrypoint } from 'cloudflare:workers'
import { connectNeon } from '#db/client.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Edge } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { type Bindings, readSettings } from './env.ts'
import { gateway, recallAnswer } from './gateway/gateway.ts'
import { PageCache } from './gateway/page-cache.ts'
import {
  readState,
  recallState,
  type SiteState,
  writeReplicasBehind,
} from './gateway/site-state.ts'
import { type Report, report } from './incidents/reports.ts'
import { watchIncidents } from './incidents/watch.ts'
import { publicPages } from './public-pages.ts'
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
let connected = false

function start(env: Bindings) {
  const settings = readSettings(env)
  if (!connected)
    connectNeon({ fetch: (url, init) => fetch(url, init), endpoint: settings.NEON_SQL_ENDPOINT })
  connected = true
  return settings
}

const forget = (tags: readonly string[]) => pageCache.drop(tags, Date.now())

/** Forgets pages here, and asks the cache in front of PublicPages to do the same. */
const purgeWith = (ctx: ExecutionContext) => async (tags: readonly string[]) => {
  forget(tags)
  await ctx.exports.PublicPages.purge([...tags])
}

const reportWith = (env: Bindings, ctx: ExecutionContext) => (seen: Report) =>
  ctx.waitUntil(report(env.FLAGS, seen, Date.now()))

/** What the apps behind the gateway are told beside the bindings. */
const edge = (env: Bindings, ctx: ExecutionContext, state: SiteState): Edge => ({
  state,
  purge: purgeWith(ctx),
  forget,
  report: reportWith(env, ctx),
})

export default {
  fetch(request, env, ctx) {
    const memory = { settings: start(env), pageCache, recallState, nowMs: Date.now }
    return (
      recallAnswer(request, memory) ??
      logged(request, reportWith(env, ctx), () =>
        gateway(request, {
          ...memory,
          pictureCache,
          readState: (nowMs) => readState(env.FLAGS, nowMs),
          publicPages: (page) => ctx.exports.PublicPages.fetch(page),
          site: async (page, state) => site.fetch(page, { ...env, ...edge(env, ctx, state) }, ctx),
          assets: (asset) => env.ASSETS.fetch(asset),
          keepAlive: (work) => ctx.waitUntil(work),
        }),
      )
    )
  },

  async scheduled({ cron, scheduledTime }, env, ctx) {
    const settings = start(env)
    const state = await readState(env.FLAGS, Date.now())
    const replicasLeftOut = await findReplicasBehind(settings)
    const readOnly = isReadOnly(state.mode, new Date())
    // Beside the jobs: no job that hangs or fails may keep anybody from being told.
    const watching =
      cron === EVERY_MINUTE
        ? watchIncidents({
            ...{ settings, flags: env.FLAGS, replicasLeftOut, readOnly },
            nowMs: scheduledTime,
          })
        : undefined
    try {
      await writeReplicasBehind(env.FLAGS, replicasLeftOut)
      if (readOnly) return
      const scope = newScope(Date.now())
      const purge = purgeWith(ctx)
      const deps = makeDeps({ settings, scope, replica: null, purge, web: env.WEB })
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
    const nowMs = Date.now()
    const state = recallState(nowMs) ?? (await readState(this.env.FLAGS, nowMs))
    return publicPages.fetch(request, { ...this.env, ...edge(this.env, this.ctx, state) }, this.ctx)
  }

  /** Purging works only for the entrypoint that asks for it. Where there is no such cache, it is done. */
  async purge(tags: string[]): Promise<void> {
    await this.ctx.cache?.purge({ tags })
  }
}

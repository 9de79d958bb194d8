import { WorkerEntrypoint } from 'cloudflare:workers'
import { connectNeon } from '#db/client.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import { makeDeps } from './deps.ts'
import { type Bindings, readSettings } from './env.ts'
import { gateway, recallAnswer } from './gateway/gateway.ts'
import { PageCache } from './gateway/page-cache.ts'
import { readState, recallState, writeReplicasBehind } from './gateway/site-state.ts'
import { publicPages } from './public-pages.ts'
import { findReplicasBehind } from './replica-health.ts'
import { newScope } from './request-scope.ts'
import { runSchedule } from './schedule.ts'
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

export default {
  fetch(request, env, ctx) {
    const memory = { settings: start(env), pageCache, recallState, nowMs: Date.now }
    return (
      recallAnswer(request, memory) ??
      gateway(request, {
        ...memory,
        pictureCache,
        readState: (nowMs) => readState(env.FLAGS, nowMs),
        publicPages: (page) => ctx.exports.PublicPages.fetch(page),
        site: async (page, state) =>
          site.fetch(page, { ...env, state, purge: purgeWith(ctx), forget }, ctx),
        assets: (asset) => env.ASSETS.fetch(asset),
        keepAlive: (work) => ctx.waitUntil(work),
      })
    )
  },

  async scheduled({ cron }, env, ctx) {
    const settings = start(env)
    const state = await readState(env.FLAGS, Date.now())
    await writeReplicasBehind(env.FLAGS, await findReplicasBehind(settings))
    if (isReadOnly(state.mode, new Date())) return
    const purge = purgeWith(ctx)
    await runSchedule(
      cron,
      makeDeps({
        settings,
        scope: newScope(Date.now()),
        replica: null,
        purge,
        web: env.WEB,
        background: true,
      }),
    )
  },
} satisfies ExportedHandler<Bindings>

/** Every page as nobody in particular sees it, behind Workers Cache (wrangler.toml `[exports]`). */
export class PublicPages extends WorkerEntrypoint<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    start(this.env)
    const nowMs = Date.now()
    const state = recallState(nowMs) ?? (await readState(this.env.FLAGS, nowMs))
    const purge = purgeWith(this.ctx)
    return publicPages.fetch(request, { ...this.env, state, purge, forget }, this.ctx)
  }

  /** Purging works only for the entrypoint that asks for it. Where there is no such cache, it is done. */
  async purge(tags: string[]): Promise<void> {
    await this.ctx.cache?.purge({ tags })
  }
}

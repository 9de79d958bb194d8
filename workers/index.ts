import { WorkerEntrypoint } from 'cloudflare:workers'
import { connectNeon } from '#db/client.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Edge } from './app-env.ts'
import { makeDeps } from './deps.ts'
import { type Bindings, readSettings } from './env.ts'
import { answerAsset } from './gateway/answer-asset.ts'
import { gateway, recallAnswer } from './gateway/gateway.ts'
import { PageCache } from './gateway/page-cache.ts'
import { readState, recallState, writeReplicaHealth } from './gateway/site-state.ts'
import { knownParams } from './known-params.ts'
import { Admission } from './overload/admission.ts'
import { publicPages } from './public-pages.ts'
import { createPurge, invalidate } from './purge.ts'
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
const admission = new Admission()
let connected = false

function start(env: Bindings) {
  const settings = readSettings(env)
  if (!connected)
    connectNeon({ fetch: (url, init) => fetch(url, init), endpoint: settings.NEON_SQL_ENDPOINT })
  connected = true
  return settings
}

const expire = (tags: readonly string[]) => pageCache.expire(tags, Date.now())

const purgeWith = (ctx: ExecutionContext) =>
  createPurge({ expire, invalidate: (tags) => ctx.exports.PublicPages.purge([...tags]) })

type Told = { env: Bindings & Edge; ctx: ExecutionContext }

/** Cached pages come before this, here as in front of PublicPages: they are never refused. */
const admit = (request: Request, work: () => Promise<Response>, { env, ctx }: Told) =>
  admission.answer(request, work, { env, keepAlive: (answering) => ctx.waitUntil(answering) })

export default {
  fetch(request, env, ctx) {
    const memory = { settings: start(env), pageCache, recallState, nowMs: Date.now }
    return (
      recallAnswer(request, memory) ??
      gateway(request, {
        ...memory,
        pictureCache,
        knownParams,
        readState: (nowMs) => readState(env.FLAGS, nowMs),
        publicPages: (page) => ctx.exports.PublicPages.fetch(page),
        site: (page, state) => {
          const told = { ...env, state, purge: purgeWith(ctx), expire }
          return admit(page, async () => site.fetch(page, told, ctx), { env: told, ctx })
        },
        assets: (asset) => answerAsset(asset, env.ASSETS),
        keepAlive: (work) => ctx.waitUntil(work),
      })
    )
  },

  async scheduled({ cron }, env, ctx) {
    const settings = start(env)
    const atMs = Date.now()
    const state = await readState(env.FLAGS, atMs)
    const behind = await findReplicasBehind(settings)
    await writeReplicaHealth(env.FLAGS, behind && { behind, atMs })
    if (isReadOnly(state.mode, new Date())) return
    const purge = purgeWith(ctx)
    await runSchedule(
      cron,
      makeDeps({
        settings,
        scope: newScope(Date.now()),
        purge,
        web: env.WEB,
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
    const { ctx } = this
    const told = { ...this.env, state, purge: purgeWith(ctx), expire }
    return admit(request, async () => publicPages.fetch(request, told, ctx), { env: told, ctx })
  }

  /** Purging works only for the entrypoint that asks for it. Throws when it is refused. */
  async purge(tags: string[]): Promise<void> {
    await invalidate(this.ctx.cache, tags)
  }
}

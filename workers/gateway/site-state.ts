import type { ReplicaHealth } from '#db/replicas.ts'
import { log } from '#functions/log.ts'
import { SITE_MODE_KEY, type SiteMode, toSiteMode, WRITABLE } from '#functions/site/site-mode.ts'

/** The KV key of what the cron found out about the replicas. */
const REPLICAS_KEY = 'site:replicas'

const UNKNOWN: ReplicaHealth = { behind: [], atMs: 0 }

/** What every request must know before it is answered. */
export type SiteState = { mode: SiteMode; replicas: ReplicaHealth }

/** How long an isolate trusts what it has read, and the least that KV allows for its own copy. */
const MEMO_MS = 5_000
const KV_TTL_S = 30
/** How long what the cron writes takes to reach every isolate, while KV keeps its word. */
export const STATE_DELAY_MS = KV_TTL_S * 1000 + MEMO_MS
/** A reading that takes longer than this does not hold up those who come meanwhile. */
const READING_MS = 1_000

/** How often it is written that nothing has changed: well within the time that it is trusted for (TRUST_MS). */
export const RENEW_MS = 3 * 60_000

let known: SiteState = { mode: WRITABLE, replicas: UNKNOWN }
let knownAt = Number.NEGATIVE_INFINITY
let readingSince = Number.NEGATIVE_INFINITY

/** The last known state, without waiting: null when it is too old to go by. */
export function memoizedState(nowMs: number): SiteState | null {
  const beingRead = nowMs - readingSince < READING_MS && knownAt > 0
  return nowMs - knownAt < MEMO_MS || beingRead ? known : null
}

/** Reads the state from KV. If KV cannot be reached, the last known state holds. */
export async function readState(flags: KVNamespace, nowMs: number): Promise<SiteState> {
  readingSince = nowMs
  try {
    const options = { type: 'json', cacheTtl: KV_TTL_S } as const
    const [mode, replicas] = await Promise.all([
      flags.get(SITE_MODE_KEY, options),
      flags.get(REPLICAS_KEY, options),
    ])
    known = {
      mode: mode === null ? WRITABLE : toSiteMode(mode),
      replicas: replicas === null ? UNKNOWN : toReplicaHealth(replicas),
    }
  } catch (error) {
    log.error('the site state could not be read; the last known one holds', {}, error)
  }
  knownAt = nowMs
  readingSince = Number.NEGATIVE_INFINITY
  return known
}

function toReplicaHealth(value: unknown): ReplicaHealth {
  const { behind, atMs = 0 } = Object(value) as Record<keyof ReplicaHealth, unknown>
  const isRight = Array.isArray(behind) && behind.every((name) => typeof name === 'string')
  if (isRight && typeof atMs === 'number') return { behind, atMs }
  throw new Error('This tells nothing of the replicas')
}

/**
 * Tells every isolate which replicas to leave out, and when the others were seen to be fresh: this
 * one at once, others within their memo and KV's delay. `health` is null when nothing could be said.
 */
export async function writeReplicaHealth(flags: KVNamespace, health: ReplicaHealth | null) {
  const { behind, atMs } = known.replicas
  if (health === null) return
  const isNews = health.behind.join() !== behind.join() || health.atMs - atMs >= RENEW_MS
  known = { ...known, replicas: health }
  if (isNews) await flags.put(REPLICAS_KEY, JSON.stringify(health))
}

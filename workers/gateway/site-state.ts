import * as z from 'zod'
import { log } from '#functions/log.ts'
import { SITE_MODE_KEY, type SiteMode, siteMode, WRITABLE } from '#functions/site/site-mode.ts'

/** The KV key that names the replicas which the cron found too far behind. */
export const REPLICAS_KEY = 'site:replicas'

const replicas = z.object({ behind: z.array(z.string()) })

/** What every request must know before it is answered. */
export type SiteState = { mode: SiteMode; behind: readonly string[] }

/** How long an isolate trusts what it has read, and the least that KV allows for its own copy. */
const MEMO_MS = 5_000
const KV_TTL_S = 30
/** A reading that takes longer than this does not hold up those who come meanwhile. */
const READING_MS = 1_000

let known: SiteState = { mode: WRITABLE, behind: [] }
let knownAt = Number.NEGATIVE_INFINITY
let readingSince = Number.NEGATIVE_INFINITY

/** The last known state, without waiting: null when it is too old to go by. */
export function recallState(nowMs: number): SiteState | null {
  const beingRead = nowMs - readingSince < READING_MS && knownAt > 0
  return nowMs - knownAt < MEMO_MS || beingRead ? known : null
}

/** Reads the state from KV. If KV cannot be reached, the last known state holds. */
export async function readState(flags: KVNamespace, nowMs: number): Promise<SiteState> {
  readingSince = nowMs
  try {
    const options = { type: 'json', cacheTtl: KV_TTL_S } as const
    const [mode, lag] = await Promise.all([
      flags.get(SITE_MODE_KEY, options),
      flags.get(REPLICAS_KEY, options),
    ])
    known = {
      mode: mode === null ? WRITABLE : siteMode.parse(mode),
      behind: lag === null ? [] : replicas.parse(lag).behind,
    }
  } catch (error) {
    log.error('the site state could not be read; the last known one holds', {}, error)
  }
  knownAt = nowMs
  readingSince = Number.NEGATIVE_INFINITY
  return known
}

/** Tells every isolate which replicas to leave out: this one at once, others within their memo and KV's delay. */
export async function writeReplicasBehind(flags: KVNamespace, behind: readonly string[]) {
  if (behind.join() === known.behind.join()) return
  await flags.put(REPLICAS_KEY, JSON.stringify({ behind }))
  known = { ...known, behind }
}

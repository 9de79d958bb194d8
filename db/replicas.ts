import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import type { Outcome, Server } from './route.ts'

/** The replica lag that is put up with: how far one may be behind the primary and still be read from. */
export const MAX_LAG_MS = 2_000

/**
 * How long a replica that was seen to be fresh is read from before it has to be seen again: by the
 * cron, which tells all isolates, or by the isolate itself. So even with the cron away no replica is
 * read from that is further behind than LONGEST_LAG_MS.
 */
export const TRUST_MS = 6 * 60_000
export const LONGEST_LAG_MS = TRUST_MS + MAX_LAG_MS

/** How long an isolate leaves a replica alone that failed it. */
const REST_MS = 10_000
/** A server that is only slow answers some; one that is gone without a word answers none of these. */
const TIMEOUTS_IN_A_ROW = 3

/** What the cron found, as every isolate reads it. */
export type ReplicaHealth = {
  /** The names of the replicas that are too far behind, or do not answer. */
  readonly behind: readonly string[]
  /** When the others were seen to be fresh; 0 for never. */
  readonly atMs: number
}

/** What this isolate has seen of a server. */
type Watched = { failedAtMs: number; freshAtMs: number; timeouts: number; isDown: boolean }

const watched = new Map<string, Watched>()

function watch(url: string): Watched {
  const known = watched.get(url)
  if (known) return known
  const never = Number.NEGATIVE_INFINITY
  const unknown = { failedAtMs: never, freshAtMs: never, timeouts: 0, isDown: false }
  watched.set(url, unknown)
  return unknown
}

/** Notes what came of asking a server. True when it has just been found to be down. */
export function noteOutcome(url: string, outcome: Outcome, nowMs: number): boolean {
  const seen = watch(url)
  const wasDown = seen.isDown
  seen.timeouts = outcome === 'timed-out' ? seen.timeouts + 1 : 0
  seen.isDown = outcome === 'failed' || seen.timeouts >= TIMEOUTS_IN_A_ROW
  if (seen.isDown) seen.failedAtMs = nowMs
  return seen.isDown && !wasDown
}

/** Notes that a replica was asked whether it is fresh, and what came of it. */
export function noteCheck(url: string, isFresh: boolean, nowMs: number) {
  watch(url)[isFresh ? 'freshAtMs' : 'failedAtMs'] = nowMs
}

type Pool = {
  primary: string
  replicas: readonly string[]
  health: ReplicaHealth
  nowMs: number
}

/** `check` is a replica that this isolate has to see fresh before anybody is sent there. */
type Order = { servers: readonly Server[]; check: string | null }

/**
 * Which servers a reader's queries go to, first to last: their replica and then the primary, or the
 * other way round while the replica is not known to be fresh, since old pages are better than none.
 * Without the primary there is nothing fresher than a replica. The same `seed` (a session) leads to
 * the same replica always.
 */
export function orderServers({ primary, replicas, health, nowMs }: Pool, seed: string): Order {
  const first: Server = { url: primary, role: 'primary' }
  const url = replicas[hash(seed) % replicas.length]
  if (url === undefined) return { servers: [first], check: null }
  const replica: Server = { url, role: 'replica' }
  const { failedAtMs, freshAtMs } = watch(url)
  const isBehind = health.behind.includes(replicaName(url))
  const seenAtMs = Math.max(health.atMs, freshAtMs)
  const isFresh = !isBehind && seenAtMs > failedAtMs && nowMs - seenAtMs < TRUST_MS
  const { isDown, failedAtMs: downAtMs } = watch(primary)
  const isAlone = isDown && nowMs - downAtMs < REST_MS
  const isRested = nowMs - failedAtMs >= REST_MS
  return {
    servers: isFresh || isAlone ? [replica, first] : [first, replica],
    check: isFresh || isBehind || !isRested ? null : url,
  }
}

/** A replica's name where a password must not be: its host and port. */
export const replicaName = (url: string) => new URL(url).host

/** FNV-1a: spreads seeds evenly, and is the same in every isolate. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Where the primary's write-ahead log has got to. */
export async function currentPosition(primary: Database): Promise<string> {
  const { rows } = await primary.execute<{ lsn: string }>(
    sql`select pg_current_wal_lsn()::text as lsn`,
  )
  if (!rows[0]) throw new Error('the primary did not tell its position')
  return rows[0].lsn
}

/** Whether a replica has replayed the log up to a position of the primary's. */
export async function hasReplayed(replica: Database, lsn: string): Promise<boolean> {
  const { rows } = await replica.execute<{ done: boolean }>(
    sql`select coalesce(pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn, true) as done`,
  )
  return rows[0]?.done === true
}

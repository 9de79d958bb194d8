import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'

/** How far a replica may be behind the primary and still be read from. */
export const MAX_LAG_MS = 2_000

/** How long an isolate leaves a replica alone that did not answer it. */
const REST_MS = 10_000

const restingUntil = new Map<string, number>()

/** Remembers, in this isolate, that a replica did not answer. */
export function rest(url: string, nowMs: number) {
  restingUntil.set(url, nowMs + REST_MS)
}

type Pool = { urls: readonly string[]; behind: readonly string[]; nowMs: number }

/**
 * The replica for this reader, or null for the primary. The same `seed` (a session) always leads to
 * the same replica or to the primary, never to another replica, so that nobody who has seen a write
 * moves to a server that has not (docs/decisions/0011).
 */
export function pickReplica({ urls, behind, nowMs }: Pool, seed: string): string | null {
  const url = urls[hash(seed) % urls.length]
  if (url === undefined || behind.includes(replicaName(url))) return null
  return (restingUntil.get(url) ?? 0) > nowMs ? null : url
}

/** A replica's name where a password must not be: its host and port. */
export const replicaName = (url: string) => new URL(url).host

/** FNV-1a: spreads seeds evenly, and is the same in every isolate. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Whether this replica's snapshot shows the transaction that made a write (PostgreSQL docs, 9.28.9). */
export async function shows(replica: Database, xid: string): Promise<boolean> {
  const { rows } = await replica.execute<{ seen: boolean }>(
    sql`select pg_visible_in_snapshot(${xid}::xid8, pg_current_snapshot()) as seen`,
  )
  return rows[0]?.seen === true
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

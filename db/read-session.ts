import type { Server } from './route.ts'
import { isBatch, toBatch } from './sql-body.ts'

/** A place in the write-ahead log, as Postgres writes it, such as `16/B374D848`. */
export type Lsn = string

export type Seen = {
  /** The reader's last transaction (xid8); null when they have written nothing for a while. */
  readonly wrote: string | null
  /** How far the log had got where they read last; null when they have read nothing for a while. */
  readonly read: Lsn | null
}

export type SessionRequest = {
  readonly body: string
  /** What the driver asked for; null when the replica lacks what the reader has seen. */
  readonly read: (text: string) => unknown
}
type Statement = { query: string; params: readonly string[] }
type Result = { rows: (string | null)[][] }

/** How far the server has got in the log. On the primary a commit is visible once it is flushed, not before. */
const POSITION = `case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end`

/**
 * Read-your-writes and monotonic reads for one reader, whichever server answers (the session
 * guarantees of Terry et al., 1994). Every query travels with two more in its batch, so it costs no
 * trip: the first asks a replica whether it has replayed what the reader has seen, before the query
 * takes its snapshot; the last, on any server, how far the log has got by then.
 *
 * `pg_xact_status` is asked of a write, since its place in the log is not known before it commits.
 * A standby's snapshot would not do: it lists no running transactions (docs/decisions/0018).
 */
export class ReadSession {
  /** The furthest that this request has read. */
  position: Lsn | null = null
  /** Whether a replica was found to lack what the reader has seen: the rest of the request does without it. */
  isAhead = false
  readonly #seen: Seen

  constructor(seen: Seen) {
    this.#seen = seen
  }

  /** The same, unless the reader has read as far before. */
  get newPosition(): Lsn | null {
    return this.position === this.#seen.read ? null : this.position
  }

  /** The driver's request with both questions around it, and how to read what is answered. */
  around(body: string, role: Server['role']): SessionRequest {
    const check = role === 'replica' ? this.#check() : null
    const bodies = [
      ...(check ? [JSON.stringify(check)] : []),
      body,
      JSON.stringify({ query: `select ${POSITION}`, params: [] }),
    ]
    return {
      body: toBatch(bodies),
      read: (text) => this.#read(text, { isBatch: isBatch(body), isChecked: check !== null }),
    }
  }

  /** Notes a replica's refusal. True when it has never heard of the reader's transaction (22023), and so refused the whole batch. */
  noteRefusal(code: string | null, role: Server['role']): boolean {
    const unheardOf = role === 'replica' && code === '22023' && this.#seen.wrote !== null
    if (unheardOf) this.isAhead = true
    return unheardOf
  }

  #read(text: string, { isBatch, isChecked }: { isBatch: boolean; isChecked: boolean }): unknown {
    const { results } = JSON.parse(text) as { results: Result[] }
    if (isChecked && results.shift()?.rows[0]?.[0] !== 't') {
      this.isAhead = true
      return null
    }
    const position = results.pop()?.rows[0]?.[0]
    if (position) this.position = later(this.position, position)
    return isBatch ? { results } : results[0]
  }

  #check(): Statement | null {
    const { wrote, read } = this.#seen
    const params = [wrote, read].filter((param) => param !== null)
    if (params.length === 0) return null
    const conditions = [
      ...(wrote === null ? [] : [`pg_xact_status($1::xid8) = 'committed'`]),
      ...(read === null ? [] : [`${POSITION} >= $${params.length}::pg_lsn`]),
    ]
    return { query: `select ${conditions.join(' and ')}`, params }
  }
}

const later = (a: Lsn | null, b: Lsn): Lsn => (a === null || offsetOf(b) > offsetOf(a) ? b : a)

function offsetOf(lsn: Lsn): bigint {
  const [high = '0', low = '0'] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

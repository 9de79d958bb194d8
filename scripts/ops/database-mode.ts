import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CommandFailure, reasonOf } from './command-failure.ts'

const CONNECT_TIMEOUT_MS = 5_000
/** How long statements that are under way may take to end by themselves. */
const GRACE_MS = 10_000
const POLL_MS = 100

/** True when new sessions of the role in `url` refuse writes. */
export function isDatabaseReadOnly(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ default_transaction_read_only: string }>(
      'show default_transaction_read_only',
    )
    return rows[0]?.default_transaction_read_only === 'on'
  })
}

/**
 * Makes the role in `url` (the one that the Worker uses) refuse writes, or takes that back, and ends
 * its other sessions, because a session keeps the setting that it began with: idle ones at once, busy
 * ones when their statement is done or 10 s have passed. Resolves to how many were ended.
 */
export function setDatabaseReadOnly(url: string, readOnly: boolean): Promise<number> {
  return withClient(url, async (client) => {
    // This session may itself have begun read-only.
    await client.query('set default_transaction_read_only = off')
    await client.query(
      readOnly
        ? 'alter role current_user set default_transaction_read_only = on'
        : 'alter role current_user reset default_transaction_read_only',
    )
    return endOlderSessions(client)
  })
}

const older = `usename = current_user and pid <> pg_backend_pid()
  and backend_type = 'client backend' and backend_start < $1`

async function endOlderSessions(client: pg.Client): Promise<number> {
  const now = await client.query<{ now: string }>('select clock_timestamp()::text as now')
  const before = [now.rows[0]?.now]
  const startedAtMs = performance.now()
  let ended = 0
  for (;;) {
    const late = performance.now() - startedAtMs > GRACE_MS
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where ${older} ${late ? '' : "and state = 'idle'"}`,
      before,
    )
    ended += rowCount ?? 0
    await sleep(POLL_MS)
    const left = await client.query(`select from pg_stat_activity where ${older}`, before)
    if (left.rowCount === 0 || late) return ended
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'hallway-ops',
  })
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw new CommandFailure(`The database did not do it: ${reasonOf(error)}`, { cause: error })
  } finally {
    await client.end().catch(() => {}) // It is gone already, which is what we want.
  }
}

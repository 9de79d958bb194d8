import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Child, startChild } from './child.ts'
import type { Part } from './parts.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { Problem } from './problem.ts'

const START_TIMEOUT_MS = 30_000
/** After a crash a server first reads its log again, and would begin that anew if it were ended. */
const RECOVERY_TIMEOUT_MS = 10 * 60_000
const POLL_MS = 25

/** One Postgres server, which keeps its port when it is started again, by us or its supervisor. */
export type PostgresServer = Part & {
  readonly url: string
  readonly port: number
  readonly dataDir: string
}

export type ServerOptions = {
  readonly place: PostgresPlace
  readonly dataDir: string
  readonly url: string
  readonly log: string
  readonly settings: Readonly<Record<string, string>>
}

/** Starts a server over an existing data folder, and waits until it answers. */
export async function launchServer(options: ServerOptions, signal: AbortSignal): Promise<Child> {
  const { dataDir, url, log } = options
  await waitForPredecessor(dataDir, signal)
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const started = run(options)
    const failure = await answersOrFails(started, url, signal)
    if (failure === null)
      return { ...started, ended: started.ended.then((reason) => lastComplaint(reason)) }
    await started.stop()
    // After a SIGKILL the dead server's own processes take a moment to notice.
    const mayPass = /still in use|could not bind/.test(failure)
    if (signal.aborted || Date.now() > deadline || !mayPass)
      throw new Problem(`Postgres does not start: ${lastComplaint(failure)} (see ${log})`)
    await sleep(POLL_MS)
  }
}

function run({ place, dataDir, url, log, settings }: ServerOptions): Child {
  const all = {
    listen_addresses: '127.0.0.1',
    port: new URL(url).port,
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '64MB',
    max_wal_senders: '10',
    wal_keep_size: '256MB',
    hot_standby_feedback: 'on',
    // How soon a replica looks again for a primary that was away.
    wal_retrieve_retry_interval: '100ms',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return startChild({
    command: join(place.bin, 'postgres'),
    args: ['-D', dataDir, ...args],
    runAs: place.runAs,
    cwd: '/',
    log,
    // Fast shutdown: running transactions are rolled back.
    stopSignal: 'SIGINT',
  })
}

async function answersOrFails(child: Child, url: string, signal: AbortSignal) {
  const deadline = Date.now() + RECOVERY_TIMEOUT_MS
  while (!child.hasEnded() && Date.now() < deadline && !signal.aborted) {
    if (await Promise.race([answers(url), child.ended.then(() => false)])) return null
    await sleep(POLL_MS)
  }
  return child.hasEnded() ? await child.ended : 'it does not answer'
}

/** Whether a server takes connections. */
export const answers = (url: string): Promise<boolean> =>
  askServer(url, async () => true).catch(() => false)

/** Lends one connection to the database that is always there. */
export async function askServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href,
    connectionTimeoutMillis: 2_000,
  })
  // A query that is under way tells of it too.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits for a server that a stack before this one left running: it ends soon after that stack did. */
async function waitForPredecessor(dataDir: string, signal: AbortSignal) {
  const pidFile = join(dataDir, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
  const deadline = Date.now() + START_TIMEOUT_MS
  while (pid && isRunning(pid, dataDir)) {
    if (Date.now() > deadline)
      throw new Problem(`Postgres still runs on ${dataDir}. Stop it and start again: kill ${pid}`)
    await sleep(POLL_MS, null, { signal })
  }
  // Otherwise Postgres takes any process that has the same number by now for itself.
  rmSync(pidFile, { force: true })
}

function isRunning(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir)
  } catch {
    if (existsSync('/proc/self')) return false
  }
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** What a server that starts, recovers or stops tells everybody who calls: also us, while we wait. */
const TURNED_AWAY = /FATAL:\s+the database system is /

/** Why a server ended, in one line of the end of its log. */
export function lastComplaint(log: string): string {
  const lines = log.trim().split('\n')
  const complaints = lines.filter((line) => /FATAL|PANIC|ERROR/.test(line))
  const reason = complaints.findLast((line) => !TURNED_AWAY.test(line)) ?? lines.at(-1) ?? ''
  return reason.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')
}

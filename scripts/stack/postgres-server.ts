import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Child, startChild } from './child.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { Problem } from './problem.ts'

const START_TIMEOUT_MS = 30_000
const POLL_MS = 25

/** One Postgres server, which keeps its port when it is stopped and started again. */
export type PostgresServer = {
  readonly url: string
  readonly port: number
  readonly dataDir: string
  start(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL, as a crash would. The next start recovers. */
  kill(): Promise<void>
  /** Called when it ends and nobody asked it to. */
  onCrash(listener: (reason: string) => void): void
}

type Options = {
  readonly place: PostgresPlace
  readonly dataDir: string
  readonly url: string
  readonly log: string
  readonly settings: Readonly<Record<string, string>>
}

/** A server over an existing data folder. It is not started yet. */
export function createPostgresServer(options: Options): PostgresServer {
  const { dataDir, url } = options
  let child: Child | undefined
  let report: (reason: string) => void = () => {}

  const start = async () => {
    await waitForPredecessor(dataDir)
    const deadline = Date.now() + START_TIMEOUT_MS
    for (;;) {
      const started = run(options)
      const failure = await answersOrFails(started, url, deadline)
      if (failure === null) {
        child = started
        void started.ended.then((reason) => child === started && report(lastLine(reason)))
        return
      }
      await started.kill()
      // After a SIGKILL the dead server's own processes take a moment to notice.
      if (Date.now() > deadline || !/still in use|could not bind/.test(failure))
        throw new Problem(`Postgres does not start: ${lastLine(failure)} (see ${options.log})`)
      await sleep(POLL_MS)
    }
  }
  const end = async (how: 'stop' | 'kill') => {
    const running = child
    child = undefined
    await running?.[how]()
  }
  return {
    url,
    port: Number(new URL(url).port),
    dataDir,
    start,
    stop: () => end('stop'),
    kill: () => end('kill'),
    onCrash: (listener) => {
      report = listener
    },
  }
}

function run({ place, dataDir, url, log, settings }: Options): Child {
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

async function answersOrFails(child: Child, url: string, deadline: number): Promise<string | null> {
  while (!child.hasEnded() && Date.now() < deadline) {
    if (await Promise.race([answers(url), child.ended.then(() => false)])) return null
    await sleep(POLL_MS)
  }
  return child.hasEnded() ? await child.ended : 'it does not answer'
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: inMaintenance(url),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** The database that is always there, even before ours is. */
export const inMaintenance = (url: string) =>
  Object.assign(new URL(url), { pathname: '/postgres' }).href

/** Waits for a server that a stack before this one left running: it ends soon after that stack did. */
async function waitForPredecessor(dataDir: string) {
  const pidFile = join(dataDir, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
  const deadline = Date.now() + START_TIMEOUT_MS
  while (pid && isRunning(pid, dataDir)) {
    if (Date.now() > deadline)
      throw new Problem(`Postgres still runs on ${dataDir}. Stop it and start again: kill ${pid}`)
    await sleep(POLL_MS)
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

const lastLine = (text: string) => {
  const lines = text.trim().split('\n')
  const reason = lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? ''
  return reason.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')
}

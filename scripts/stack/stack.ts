import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Cron } from 'croner'
import { migrate } from '../migrate.ts'
import { superviseGateways } from './gateway-recovery.ts'
import { type Gateways, startGateways, workerSettings } from './gateways.ts'
import { type Identity, readIdentity } from './identity.ts'
import type { MailboxMail } from './mailbox.ts'
import { freePort, requireFreePort } from './ports.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import type { PostgresServer } from './postgres-server.ts'
import { type RedisPart, startRedis } from './redis.ts'
import { removeStackFile, takeFolder, writeStackFile } from './stack-file.ts'
import { explainFullDisk, explainStorage } from './storage-problem.ts'
import type { Reports } from './supervisor.ts'
import { startWorker, type WorkerOptions, type WorkerPart } from './worker.ts'
import { readWranglerConfig } from './wrangler-config.ts'

const ROOT = join(import.meta.dirname, '../..')

export type StackOptions = {
  /** The site's port. One that is free when it is left out. */
  readonly port?: number
  readonly dataDir: string
  /** Whether the clock runs the crons. They always can be run by `runCron`. */
  readonly crons?: boolean
  /** Seconds between two runs of the minute's cron, for drills that cannot wait for minutes. */
  readonly cronEveryS?: number
  /** `auto`: REDIS_URL, a redis-server on PATH, or one in this process. */
  readonly redis?: 'auto' | 'in-process'
  readonly replicas?: number
  /** Settings of the Worker (workers/env.ts) that differ from the stack's own. */
  readonly settings?: Readonly<Record<string, string>>
  /** The built Worker's folder, or null to run none. */
  readonly bundle?: string | null
  readonly assets?: string
  /** A server that answers for every host on the web, for pages that strangers name. */
  readonly webPort?: number
  /** Runs something else than bare workerd in the Worker's place. */
  readonly startSite?: (options: WorkerOptions) => Promise<WorkerPart>
  /** Runs after the migrations and before the Worker, with the Worker's settings. */
  readonly prepare?: (settings: Readonly<Record<string, string>>) => Promise<void>
  /** Told, in a line, when a part ends that nobody stopped, when it is back, and when it never will be. */
  readonly reports?: Reports
  /** Multiplies every wait of QStash before a retry. */
  readonly retryScale?: number
  /** False is faster, and loses data when the machine stops. */
  readonly durable?: boolean
  /** The data folder of a stopped Postgres, to begin with a copy of. */
  readonly template?: string
}

export type Stack = {
  /** Such as `http://localhost:8787`. */
  readonly origin: string
  readonly port: number
  readonly dataDir: string
  readonly settings: Readonly<Record<string, string>>
  readonly databaseUrl: string
  readonly replicaUrls: readonly string[]
  /** Where each part is. `mailbox` is the page for people. */
  readonly urls: Readonly<Record<string, string>>
  readonly parts: Gateways & {
    readonly primary: PostgresServer
    readonly replicas: readonly PostgresServer[]
    readonly redis: RedisPart
    readonly worker: WorkerPart
  }
  readonly postgres: Postgres
  readonly clocks: Clocks
  /** For an error that nobody caught: what runs in this process begins again. */
  failGateways(reason: string): void
  runCron(cron: string): Promise<void>
  /** Newest first. */
  mails(): readonly MailboxMail[]
  stop(): Promise<void>
}

/** What calls the crons when they are due. */
export type Clocks = { start(): void; stop(): void }

/**
 * Starts everything that Hallway needs, on loopback, with its data in one folder. Throws a Problem,
 * whose message says what to do, with nothing left running.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir)
  // Postgres' own account has to reach its folder in it; the files in it are for their owner only.
  const stops: Stops = []
  const stop = async () => {
    while (stops.length > 0) await stops.pop()?.()
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    stops.push(takeFolder(dataDir))
    const reports = options.reports && explaining(options.reports, dataDir)
    return await assemble({ ...options, dataDir, ...(reports && { reports }) }, stops, stop)
  } catch (error) {
    await stop()
    throw explainStorage(error, dataDir)
  }
}

type Stops = (() => unknown)[]

const explaining = ({ onIncident, onGivingUp }: Reports, dataDir: string): Reports => ({
  onIncident,
  onGivingUp: (line) => onGivingUp(explainFullDisk(line, dataDir) ?? line),
})

async function assemble(
  options: StackOptions,
  stops: Stops,
  stop: () => Promise<void>,
): Promise<Stack> {
  const { dataDir } = options
  if (options.port) await requireFreePort(options.port)
  const port = options.port ?? (await freePort())
  const origin = `http://localhost:${port}`
  const identity = readIdentity(dataDir)
  const { redis, postgres, gateways, fail } = await startServices(options, identity, stops)
  const { primary, replicas } = postgres

  await migrate(primary.url)
  const own = workerSettings({ origin, gateways, postgres, identity })
  const settings = { ...own, ...options.settings }
  await options.prepare?.(settings)
  const worker = await runSite({ ...options, port, settings, gateways, identity })
  stops.push(worker.stop)
  const clocks = createClocks(worker, options.cronEveryS)
  stops.push(clocks.stop)
  if (options.crons ?? true) clocks.start()

  const urls = {
    ...Object.fromEntries(Object.entries(gateways).map(([name, { url }]) => [name, url])),
    mailbox: gateways.mailbox.server.pageUrl,
  }
  writeStackFile(dataDir, { origin, pid: process.pid, urls, settings })
  stops.push(() => removeStackFile(dataDir))
  const parts = { ...gateways, primary, replicas, redis, worker }
  return {
    ...{ origin, port, dataDir, settings, urls, parts, postgres, clocks, stop },
    databaseUrl: primary.url,
    failGateways: fail,
    replicaUrls: replicas.map(({ url }) => url),
    runCron: worker.runCron,
    mails: () => gateways.mailbox.server.mails(),
  }
}

async function startServices(options: StackOptions, identity: Identity, stops: Stops) {
  const { dataDir, durable, template, replicas, retryScale, reports } = options
  const { assets = join(ROOT, 'dist/assets') } = options
  const redis = await startRedis({
    dataDir: join(dataDir, 'redis'),
    log: join(dataDir, 'redis.log'),
    password: identity.redisPassword,
    choice: options.redis,
    reports,
  })
  stops.push(redis.stop)
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    log: join(dataDir, 'postgres.log'),
    ...{ replicas, durable, template, reports },
  })
  stops.push(postgres.stop)
  const gateways = await startGateways({ dataDir, assets, identity, redis, retryScale })
  for (const gateway of Object.values(gateways)) stops.push(gateway.stop)
  const recovery = superviseGateways(gateways, reports)
  await recovery.start()
  stops.push(recovery.stop)
  return { redis, postgres, gateways, fail: recovery.fail }
}

type Site = StackOptions & {
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
  readonly gateways: Gateways
  readonly identity: Identity
}

async function runSite({ dataDir, port, settings, gateways, identity, ...options }: Site) {
  const { bundle = join(ROOT, 'dist/worker'), startSite: start = startWorker } = options
  if (!bundle) return noWorker
  return await start({
    ...{ dataDir, bundle, settings, port, webPort: options.webPort, reports: options.reports },
    log: join(dataDir, 'worker.log'),
    kvPort: gateways.kv.port,
    assetsPort: gateways.assets.port,
    controlToken: identity.controlToken,
  })
}

const EACH_MINUTE = '* * * * *'

/** Calls each cron of wrangler.toml when it is due. As on Cloudflare, one that fails stops no later one. */
function createClocks(worker: WorkerPart, everyS?: number): Clocks {
  const options = { timezone: 'UTC', protect: true, unref: true, catch: true }
  let clocks: Cron[] = []
  const stop = () => {
    for (const clock of clocks) clock.stop()
    clocks = []
  }
  const start = () => {
    stop()
    clocks = readWranglerConfig().crons.map((cron) => {
      const often = everyS !== undefined && cron === EACH_MINUTE
      const [pattern, interval] = often ? ['* * * * * *', everyS] : [cron, 0]
      return new Cron(pattern, { ...options, interval }, () => worker.runCron(cron))
    })
  }
  return { start, stop }
}

const nothing = async () => {}
const noWorker: WorkerPart = {
  how: 'not started',
  start: nothing,
  stop: nothing,
  kill: nothing,
  runCron: () => Promise.reject(new Error('There is no Worker in this stack')),
}

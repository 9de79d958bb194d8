import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpServer } from '#scripts/stack/http-server.ts'
import { type Stack, startStack } from '#scripts/stack/stack.ts'
import { startWorker, type WorkerOptions } from '#scripts/stack/worker.ts'
import { copyOf } from '../stack.ts'
import { redisCommandsIn, startCountingProxy } from './counting-proxy.ts'
import { type Counts, minus, NOTHING } from './counts.ts'

export type CountedStack = Stack & {
  /** Where requests are counted: the site's only address. */
  readonly origin: string
  /** What `work` and everything that follows from it ask of the services. */
  count(work: () => Promise<unknown>): Promise<Counts>
}

const PATIENCE_MS = 30_000
const POLL_MS = 100
/** For what an answer leaves behind with waitUntil, such as publishing. */
const AFTERMATH_MS = 400
/** Longer than any message of ours is delayed. */
const LONGEST_DELAY_MS = 120_000

/** A stack with a copy of these data, with a counter before each part that bills by the piece. */
export async function startCountedStack(port: number, data: string): Promise<CountedStack> {
  const counts = { ...NOTHING }
  const proxies: HttpServer[] = []
  const site = await startCountingProxy(`http://127.0.0.1:${port}`, ({ url }) => {
    counts.workerRequests += 1
    if (url.startsWith('/_queues/')) counts.queueMessages += 1
  })
  const startSite = async (options: WorkerOptions) => {
    const counted = await putBetween(options, counts)
    proxies.push(...counted.proxies)
    return startWorker(counted.options)
  }
  const dataDir = await copyOf(data)
  const settings = { ORIGIN: site.url }
  const stack = await startStack({
    port,
    dataDir,
    crons: false,
    durable: false,
    settings,
    startSite,
  })
  return {
    ...stack,
    origin: site.url,
    count: async (work) => {
      const before = { ...counts }
      await work()
      await settle(stack)
      return minus(counts, before)
    },
    stop: async () => {
      await stack.stop()
      await Promise.all([site, ...proxies].map((proxy) => proxy.stop()))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function putBetween({ settings, kvPort, ...options }: WorkerOptions, counts: Counts) {
  const count = (target: string, name: keyof Counts) =>
    startCountingProxy(target, () => {
      counts[name] += 1
    })
  const kv = await startCountingProxy(`http://127.0.0.1:${kvPort}`, ({ method }) => {
    if (method === 'GET') counts.kvReads += 1
    else counts.kvWrites += 1
  })
  const redis = await startCountingProxy(settings.UPSTASH_REDIS_REST_URL ?? '', (asked) => {
    counts.redisCommands += redisCommandsIn(asked)
  })
  const neon = await count(new URL(settings.NEON_SQL_ENDPOINT ?? '').origin, 'databaseTrips')
  const proxied = {
    ...settings,
    UPSTASH_REDIS_REST_URL: redis.url,
    NEON_SQL_ENDPOINT: `${neon.url}/sql`,
  }
  return { proxies: [kv, redis, neon], options: { ...options, settings: proxied, kvPort: kv.port } }
}

/** Waits until all messages are delivered, those too that were to wait. */
async function settle({ parts }: Stack): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  await sleep(AFTERMATH_MS)
  parts.qstash.server.advance(LONGEST_DELAY_MS)
  while (parts.qstash.server.counts().waiting > 0) {
    if (performance.now() > deadline) throw new Error('Messages were still waiting after 30 s')
    await sleep(POLL_MS)
  }
  await sleep(AFTERMATH_MS)
}

import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type Child, startChild } from './child.ts'
import { createInProcessRedis } from './in-process-redis.ts'
import type { Part } from './parts.ts'
import { freePort } from './ports.ts'
import { Problem } from './problem.ts'
import { type Reports, supervise } from './supervisor.ts'
import type { RedisBackend } from './upstash-gateway.ts'

export type RedisPart = Part & {
  readonly backend: RedisBackend
  /** `given` by REDIS_URL, `spawned` by us, or `in-process`. */
  readonly kind: 'given' | 'spawned' | 'in-process'
  readonly where: string
}

type Options = {
  readonly dataDir: string
  readonly log: string
  readonly password: string
  /** `auto` takes REDIS_URL, then a redis-server on PATH, then one in this process. */
  readonly choice?: 'auto' | 'in-process' | undefined
  readonly reports?: Reports | undefined
}

/** For its file, which may be large, on a busy disk: a server that ends says so at once. */
const START_TIMEOUT_MS = 60_000

/** Starts the best Redis that there is here. */
export async function startRedis(options: Options): Promise<RedisPart> {
  if (options.choice === 'in-process') return inProcess()
  const url = process.env.REDIS_URL
  if (url) return await given(url)
  const found = spawnSync('redis-server', ['--version']).status === 0
  return found ? await spawned(options) : inProcess()
}

const nothing = async () => {}
const neverStopped = new AbortController().signal

function inProcess(): RedisPart {
  const part = { start: nothing, stop: nothing, kill: nothing }
  return { ...part, backend: createInProcessRedis(), kind: 'in-process', where: 'in this process' }
}

async function given(url: string): Promise<RedisPart> {
  const { backend, client } = connect(url)
  const { host } = new URL(url)
  await answers(client, neverStopped).catch((error: Error) => {
    client.disconnect()
    throw new Problem(`REDIS_URL does not answer (${host}: ${error.message}). Mend it, or unset it`)
  })
  const stop = async () => client.disconnect()
  const part = { start: nothing, stop, kill: stop }
  return { ...part, backend, kind: 'given', where: host }
}

async function spawned({ dataDir, log, password, reports }: Options): Promise<RedisPart> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const port = await freePort()
  const { backend, client } = connect(`redis://:${password}@127.0.0.1:${port}`)
  const part = supervise({
    name: 'Redis',
    meanwhile: 'Postgres counts instead',
    optional: true,
    reports,
    launch: async (signal) => {
      const started = startServer({ dataDir, log, password, port })
      if (client.status === 'end') client.connect().catch(() => {})
      const failed = started.ended.then((reason) => Promise.reject(new Error(reason)))
      try {
        await Promise.race([answers(client, signal), failed])
      } catch (error) {
        await started.kill()
        const reason = lastLine((error as Error).message)
        throw new Problem(`redis-server does not start: ${reason} (see ${log})`)
      }
      return { ...started, ended: started.ended.then(lastLine) }
    },
  })
  try {
    await part.start()
  } catch (error) {
    client.disconnect()
    throw error
  }
  return {
    ...part,
    backend,
    kind: 'spawned',
    where: `127.0.0.1:${port}`,
    stop: async () => {
      // Otherwise it looks for its server for ever.
      client.disconnect()
      await part.stop()
    },
  }
}

/** Without the process, the time and the level that Redis puts before each. */
const lastLine = (text: string) =>
  (text.trim().split('\n').at(-1) ?? '').replace(/^\d+:\w .*? [.*#-] /, '')

type Server = Pick<Options, 'dataDir' | 'log' | 'password'> & { readonly port: number }

function startServer({ dataDir, log, password, port }: Server): Child {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: dataDir,
    requirepass: password,
    appendonly: 'yes',
    daemonize: 'no',
  }
  // In a file: other accounts can read the list of processes.
  const config = Object.entries(settings).map(([name, value]) => `${name} "${value}"`)
  const file = join(dataDir, 'redis.conf')
  writeFileSync(file, `${config.join('\n')}\n`, { mode: 0o600 })
  return startChild({ command: 'redis-server', args: [file], log, complainsOn: 'stdout' })
}

/** Neither waits for a Redis that is away: the gateway says so at once, as Upstash would. */
function connect(url: string): { backend: RedisBackend; client: Redis } {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 50,
    connectTimeout: 2_000,
    // While Redis reads its file, ioredis waits for as long as that guesses: with a busy disk, 10 s.
    maxLoadingRetryTime: 50,
  })
  // Each failed command tells its caller already.
  client.on('error', () => {})
  const backend: RedisBackend = {
    run: ([name = '', ...args]) => client.call(name, ...args),
    runAtomically: async (commands) => {
      const replies = await client.multi(commands.map((command) => ['call', ...command])).exec()
      return (replies ?? []).map(([error, reply]) => error ?? reply)
    },
  }
  return { backend, client }
}

async function answers(client: Redis, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      await client.ping()
      return
    } catch (error) {
      if (Date.now() > deadline || signal.aborted) throw error
      await sleep(25)
    }
  }
}

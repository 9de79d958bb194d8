import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from '@upstash/redis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createInProcessRedis } from '#scripts/stack/in-process-redis.ts'
import { startRedis } from '#scripts/stack/redis.ts'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'
import { startUpstashGateway } from '#scripts/stack/upstash-gateway.ts'

/**
 * Every Redis command that we use, each as the vendor's client sends it, and asked of a real
 * redis-server as well: the one in this process has to answer the same. A command that is used and is
 * not listed here fails the first test.
 */
const uses: Record<string, (redis: Redis) => Promise<unknown>> = {
  ping: (redis) => redis.ping(),
  set: async (redis) => [
    await redis.set('set', 'first', { ex: 60 }),
    await redis.set('set', 'second', { ex: 60, nx: true }),
    await redis.set('set', 'third', { ex: 60, xx: true }),
    await redis.set('set-not-there', 'x', { ex: 60, xx: true }),
    await redis.set('set', 'fourth', { get: true }),
  ],
  get: async (redis) => {
    await redis.set('get', 'grüße 👋 "1"')
    return [await redis.get('get'), await redis.get('get-nothing')]
  },
  mget: async (redis) => {
    await redis.set('mget', 0)
    return await redis.mget('mget', 'mget-nothing', 'mget')
  },
  del: async (redis) => {
    await redis.sadd('del', 'x')
    return [await redis.del('del', 'del-nothing'), await redis.del('del')]
  },
  exists: async (redis) => {
    await redis.set('exists', '')
    return await redis.exists('exists', 'exists-nothing')
  },
  sadd: async (redis) => [
    await redis.sadd('sadd', 'a', 'b', 'a'),
    await redis.sadd('sadd', 'b', 'c'),
  ],
  srem: async (redis) => {
    await redis.sadd('srem', 'a', 'b')
    const removed = await redis.srem('srem', 'a', 'z')
    // A set without members is no key.
    return [removed, await redis.srem('srem', 'b'), await redis.exists('srem')]
  },
  scard: async (redis) => {
    await redis.sadd('scard', 'a', 'b')
    return [await redis.scard('scard'), await redis.scard('scard-nothing')]
  },
  smembers: async (redis) => {
    await redis.sadd('smembers', 'a', '1', 'ü')
    return [(await redis.smembers('smembers')).sort(), await redis.smembers('smembers-nothing')]
  },
  sismember: async (redis) => {
    await redis.sadd('sismember', 'a')
    return [await redis.sismember('sismember', 'a'), await redis.sismember('sismember', 'b')]
  },
  smismember: async (redis) => {
    await redis.sadd('smismember', 'a', 'c')
    return await redis.smismember('smismember', ['a', 'b', 'c'])
  },
  hmget: async (redis) => {
    await redis.hset('hmget', { a: 1, b: 'two' })
    return await redis.hmget('hmget', 'a', 'b', 'c')
  },
  scan: async (redis) => {
    for (let n = 0; n < 30; n += 1) await redis.set(`scan:${n}`, n)
    const found = new Set<string>()
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, { count: 10, match: 'scan:*' })
      for (const key of keys) found.add(key)
      cursor = String(next)
    } while (cursor !== '0')
    return [...found].sort()
  },
  pipeline: async (redis) => {
    const pipeline = redis.pipeline().sadd('pipeline', 'a').get('pipeline').scard('pipeline')
    const answers = await pipeline.exec({ keepErrors: true })
    return answers.map(({ error, result }) => error?.slice(0, 9) ?? result)
  },
  multi: (redis) =>
    redis.multi().set('multi', 0, { ex: 60, nx: true }).get('multi').del('multi').exec(),
  exec: async (redis) => {
    const answers = await redis
      .multi()
      .set('exec', 'text')
      .sadd('exec', 'a')
      .del('exec')
      .exec({ keepErrors: true })
    return answers.map(({ error, result }) => error?.slice(0, 9) ?? result)
  },
  eval: async (redis) => {
    await redis.sadd('eval', 'a', 'b')
    const sum = `local sum = 0
      for _, key in ipairs(KEYS) do sum = sum + redis.call('SCARD', key) end
      return sum`
    const reply = await redis.eval(`return {KEYS[1], ARGV[1]}`, ['eval'], ['end'])
    return [
      await redis.eval(sum, ['eval', 'eval-nothing'], []),
      await redis.eval(`return redis.call('GET', KEYS[1])`, ['eval-nothing'], []),
      await redis.eval(`return ARGV[1] == 'a'`, [], ['a']),
      reply,
    ]
  },
}

const token = 'a token'
const redisOf = async (backend: Parameters<typeof startUpstashGateway>[0]['backend']) => {
  const gateway = await startUpstashGateway({ backend, token })
  gateway.unref()
  // As db/redis.ts sets it up.
  const options = { automaticDeserialization: false, responseEncoding: false } as const
  return new Redis({ url: gateway.url, token, retry: false, enableTelemetry: false, ...options })
}

const hasServer = spawnSync('redis-server', ['--version']).status === 0
const inProcess = await redisOf(createInProcessRedis())
let real: Redis
let stopServer: () => unknown = () => {}
beforeAll(async () => {
  if (!hasServer)
    return console.warn('There is no redis-server on PATH: answers are compared with none')
  // A server that somebody lends us may hold anything.
  vi.stubEnv('REDIS_URL', '')
  const folder = makeTemporaryFolder()
  const log = join(folder, 'redis.log')
  const server = await startRedis({ dataDir: join(folder, 'redis'), log, password: token })
  stopServer = server.stop
  real = await redisOf(server.backend)
})
afterAll(() => {
  vi.unstubAllEnvs()
  return stopServer()
})

/** The client's methods that ask Redis for nothing by themselves. */
const NO_COMMANDS = ['constructor', 'json', 'length', 'use']

function methodsOfClient(): string[] {
  const chain = (object: object | null): string[] =>
    object && object !== Object.prototype
      ? [...Object.getOwnPropertyNames(object), ...chain(Object.getPrototypeOf(object))]
      : []
  return chain(inProcess)
    .concat(chain(inProcess.pipeline()))
    .filter((name) => !NO_COMMANDS.includes(name))
}

test('every Redis command that is used is listed here', () => {
  const methods = new Set(methodsOfClient())
  const sources = globSync('{functions,workers,queues,db,scripts}/**/*.{ts,tsx}')
    .filter(
      (file) => !file.includes('scripts/stack/') && /\bredis\b/.test(readFileSync(file, 'utf8')),
    )
    // A Map has `keys()` as well; that of Redis takes a pattern. A command line has `opts()`.
    .map((file) => readFileSync(file, 'utf8').replaceAll(/\.keys\(\)|\.opts\b/g, ''))
    .flatMap((text) => [...text.matchAll(/\.(\w+)(<[^()]*>)?\(/g)])
  const used = new Set(sources.map(([, name = '']) => name).filter((name) => methods.has(name)))

  expect(used).toContain('smembers')
  expect([...used].filter((name) => !(name in uses))).toEqual([])
})

test.each(Object.entries(uses))('%s answers as a real Redis does', async (_, use) => {
  const answer = await use(inProcess)
  expect(answer).toBeDefined()
  if (hasServer) expect(answer).toEqual(await use(real))
})

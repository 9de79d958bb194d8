import { Redis } from '@upstash/redis'
import { expect, test } from 'vitest'
import { createInProcessRedis } from '#scripts/stack/in-process-redis.ts'
import { startUpstashGateway } from '#scripts/stack/upstash-gateway.ts'

const token = 'a token'
const gateway = await startUpstashGateway({ backend: createInProcessRedis(), token })
gateway.unref()
const redis = new Redis({ url: gateway.url, token, retry: false, enableTelemetry: false })

test('strings, integers, hashes, sets and nothing come back as the SDK expects them', async () => {
  expect(await redis.ping()).toBe('PONG')
  expect(await redis.set('greeting', 'grüße 👋', { ex: 60 })).toBe('OK')
  expect(await redis.get('greeting')).toBe('grüße 👋')
  expect(await redis.get('nothing')).toBeNull()
  expect(await redis.set('greeting', 'again', { nx: true })).toBeNull()
  expect(await redis.hset('hash', { a: 'one', b: 'two' })).toBe(2)
  expect(await redis.hgetall('hash')).toEqual({ a: 'one', b: 'two' })
  expect(await redis.sadd('set', 'x', 'y')).toBe(2)
  expect((await redis.smembers('set')).sort()).toEqual(['x', 'y'])
  expect((await redis.scan(0, { match: 'has*', count: 100 }))[1]).toEqual(['hash'])
  expect(await redis.ttl('greeting')).toBeGreaterThan(50)
})

test('a transaction answers each command, and goes on after one that fails', async () => {
  const done = await redis.multi().set('n', 1).incr('n').expire('n', 60).exec()
  expect(done).toEqual(['OK', 2, 1])

  const mixed = redis
    .multi()
    .set('text', 'one')
    .lpush('text', 'x')
    .incr('n')
    .exec({ keepErrors: true })
  expect((await mixed).map(({ error, result }) => error ?? result)).toEqual([
    'OK',
    expect.stringMatching(/^ERR /),
    3,
  ])
})

test('a failed command names Redis’ reason', async () => {
  await redis.set('text', 'one')

  await expect(redis.lpush('text', 'x')).rejects.toThrow('ERR')
  const plain = new Redis({ url: gateway.url, token, enableAutoPipelining: false })
  await expect(plain.lpush('text', 'x')).rejects.toThrow('ERR')
  await expect(plain.get('text')).resolves.toBe('one')
})

test('without its token the gateway tells nothing', async () => {
  const stranger = new Redis({ url: gateway.url, token: 'wrong', retry: false })

  await expect(stranger.get('greeting')).rejects.toThrow('WRONGPASS')
  expect((await fetch(gateway.url)).status).toBe(401)
})

test('a script runs, and two gateways share nothing', async () => {
  expect(await redis.eval('return redis.call("INCR", KEYS[1])', ['scripted'], [])).toBe(1)

  const other = await startUpstashGateway({ backend: createInProcessRedis(), token })
  expect(await new Redis({ url: other.url, token }).get('scripted')).toBeNull()
  await other.stop()
})

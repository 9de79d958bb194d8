import { expect, onTestFinished, test } from 'vitest'
import { redisCommandsIn, startCountingProxy } from '#scripts/bench/cost/counting-proxy.ts'
import { NOTHING } from '#scripts/bench/cost/counts.ts'
import { costBars, idleMonth } from '#scripts/bench/cost/dollars.ts'
import type { Costs } from '#scripts/bench/cost/measure-cost.ts'
import { json, serveHttp } from '#scripts/stack/http-server.ts'

const asked = (url: string, body: unknown) => ({ url, body: Buffer.from(JSON.stringify(body)) })

test('every command of a pipeline and of a transaction is counted, and every key of a script', () => {
  expect(redisCommandsIn(asked('/', ['get', 'a']))).toBe(1)
  expect(
    redisCommandsIn(
      asked('/pipeline', [
        ['get', 'a'],
        ['scard', 'b'],
      ]),
    ),
  ).toBe(2)
  expect(
    redisCommandsIn(
      asked('/multi-exec', [
        ['sadd', 'a', '1'],
        ['srem', 'b', '1'],
      ]),
    ),
  ).toBe(2)
  expect(redisCommandsIn(asked('/pipeline', [['EVAL', 'return 1', 3, 'a', 'b', 'c']]))).toBe(4)
  expect(redisCommandsIn({ url: '/get/a', body: Buffer.alloc(0) })).toBe(1)
})

test('the counter passes requests and answers on as they are', async () => {
  const target = await serveHttp(({ method, url, headers, body }) =>
    json({ method, url, own: headers['x-own'], body: body.toString() }, 418, { 'x-told': 'yes' }),
  )
  const seen: string[] = []
  const proxy = await startCountingProxy(target.url, ({ url }) => seen.push(url))
  onTestFinished(async () => {
    await Promise.all([proxy.stop(), target.stop()])
  })

  const headers = { 'x-own': 'mine' }
  const answer = await fetch(`${proxy.url}/a?b=%20`, { method: 'PUT', headers, body: 'text' })

  expect(answer.status).toBe(418)
  expect(answer.headers.get('x-told')).toBe('yes')
  const whole = { method: 'PUT', url: '/a?b=%20', own: 'mine', body: 'text' }
  expect(await answer.json()).toEqual(whole)
  expect(seen).toEqual(['/a?b=%20'])
})

const view = { ...NOTHING, workerRequests: 1 }
const costs: Costs = {
  hit: view,
  hitAfterPause: { ...view, kvReads: 2 },
  miss: view,
  signedInList: view,
  attend: view,
  attendAmongFifty: view,
  idleMinute: { ...NOTHING, redisCommands: 3, kvReads: 2 },
  busyMinute: NOTHING,
  comparison: { ...NOTHING, redisCommands: 1_000 },
  nightly: NOTHING,
  size: { attendances: 1, links: 100 },
}
const missed = (changed: Partial<Costs>) =>
  costBars({ ...costs, ...changed }).flatMap(({ name, pass }) => (pass ? [] : [name]))

test('an idle month is its minutes, nights, comparisons and link checks', () => {
  expect(idleMonth(costs)).toMatchObject({
    redisCommands: 3 * 43_200 + 30 * 1_000,
    kvReads: 2 * 43_200,
    // A hundred links, 30/7 times, 20 in a message.
    queueMessages: 22,
    // How replicas are, each three minutes.
    kvWrites: 14_400,
  })
})

test('a message a minute, a set asked member by member, or 49 commands a list miss a bar', () => {
  expect(missed({})).toEqual([])
  expect(missed({ idleMinute: { ...NOTHING, queueMessages: 1 } })).toEqual([
    'idle month, queue messages',
    'messages in an idle minute',
  ])
  expect(missed({ idleMinute: { ...NOTHING, redisCommands: 15_013 } })).toEqual([
    'idle month, dollars for Redis',
  ])
  expect(missed({ signedInList: { ...view, redisCommands: 49 } })).toEqual([
    'dollars, a million signed-in lists',
    'Redis commands, signed-in list',
  ])
})

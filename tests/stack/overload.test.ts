import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { LIFT_WRITE_LIMIT } from '#scripts/bench/lift-limits.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { startInterceptor } from './interceptor.ts'
import { anonymous, makeEvent, makeVisitor, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

/** More people than a machine can answer: those who are let in are answered, the others are told at once. */
const CONNECTIONS = 400
const SECONDS = 4
/** More than a replica is given (db/route.ts). */
const SLOW_MS = 2_500
/** As pages log what nobody expected. Jobs may fail so: the queue brings them again. */
const STACK_OF_A_TIMEOUT = /stack['"]?: ?['"]TimeoutError/

let stack: Stack
let database: Awaited<ReturnType<typeof startInterceptor>>
let visitors: Awaited<ReturnType<typeof makeVisitor>>[]
let events: Awaited<ReturnType<typeof makeEvent>>[]

beforeAll(async () => {
  database = await startInterceptor()
  stack = await startTestStack({ settings: { NEON_SQL_ENDPOINT: `${database.url}/sql` } })
  database.leadTo(stack.parts.neon.url)
  visitors = []
  for (let i = 0; i < 20; i++) visitors.push(await makeVisitor(stack))
  const accounts = visitors.map(({ accountId }) => accountId)
  await query(stack.databaseUrl, LIFT_WRITE_LIMIT, [accounts])
  events = []
  for (let i = 0; i < 40; i++) events.push(await makeEvent(stack))
  // So that the replica is seen to be fresh, and read from.
  await stack.runCron('* * * * *')
})
afterAll(async () => {
  database.stop()
  await stopTestStack(stack)
})
afterEach(() => database.on({}))

type Kind = 'hit' | 'cold' | 'signed-in' | 'write'
type Seen = { kind: Kind; status: number; retryAfter: string | undefined }

test('400 connections of mixed load get pages or 503 with Retry-After, and nothing else', async () => {
  await anonymous(stack, '/')
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const untilMs = Date.now() + SECONDS * 1000
  const seen: Seen[] = []
  let next = 0
  const visit = async () => {
    while (Date.now() < untilMs) seen.push(await ask(agent, next++))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, visit))
  agent.destroy()

  expect([...new Set(seen.map(({ status }) => status))].sort()).toEqual([200, 303, 503])
  const refused = seen.filter(({ status }) => status === 503)
  expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true)
  for (const kind of ['hit', 'cold', 'signed-in', 'write'])
    expect(seen.some((one) => one.kind === kind && one.status < 400)).toBe(true)
  expect(refused.some(({ kind }) => kind === 'hit')).toBe(false)
  expect(logOf(stack)).not.toMatch(STACK_OF_A_TIMEOUT)
  expect(logOf(stack)).not.toContain('on behalf of a different request')

  // Overload is over after half a second without a queue, and nobody has kept a place.
  await sleep(1_000)
  const after = await Promise.all(visitors.slice(0, 10).map(({ get }) => get('/dashboard/')))
  expect(after.map(({ status }) => status)).toEqual(Array(10).fill(200))
})

test('visitors who leave before their answer give their places back', async () => {
  database.on({ before: () => sleep(300) })
  for (let i = 0; i < 60; i++) {
    const leaving = AbortSignal.timeout(20)
    const headers = { cookie: `__Host-session=${visitors[0]?.cookies.get('__Host-session')}` }
    await fetch(`${stack.origin}/dashboard/`, { headers, signal: leaving }).catch(() => undefined)
  }
  database.on({})
  await sleep(1_000)
  const after = await Promise.all(visitors.slice(0, 10).map(({ get }) => get('/dashboard/')))
  expect(after.map(({ status }) => status)).toEqual(Array(10).fill(200))
})

test('when all databases are slow, they are asked no more than isolates have places for', async () => {
  let asked = 0
  database.on({
    before: async () => {
      asked += 1
      await sleep(SLOW_MS)
    },
  })
  const all = Array.from({ length: 300 }, (_, i) =>
    visitors[i % visitors.length]?.get(events[i % events.length]?.path ?? '/'),
  )
  const statuses = (await Promise.all(all)).map((answer) => answer?.status)

  expect([...new Set(statuses)].sort()).toEqual([200, 503])
  // Each page asks a few queries, of which each may be asked of two servers.
  expect(asked).toBeLessThan(150)
  expect(logOf(stack)).not.toMatch(STACK_OF_A_TIMEOUT)
})

/** One of the months that a page may be asked for, of which there are 2,400. */
const monthOf = (n: number) =>
  `${1900 + (n % 200)}-${String(1 + (Math.floor(n / 200) % 12)).padStart(2, '0')}`

/** Half of them find their page in the cache; the others need a database. */
function ask(agent: Agent, n: number): Promise<Seen> {
  const kind = (['hit', 'cold', 'hit', 'signed-in', 'hit', 'signed-in', 'hit', 'write'] as const)[
    n % 8
  ]
  if (!kind) throw new Error('There is no such kind')
  const event = events[n % events.length]?.path ?? '/'
  const cookie = `__Host-session=${visitors[n % visitors.length]?.cookies.get('__Host-session')}`
  const form = { origin: stack.origin, 'content-type': 'application/x-www-form-urlencoded' }
  const [path, headers, body] = {
    hit: ['/', {}, undefined],
    cold: [
      `/conferences/?from=${monthOf(Math.floor(n / 8))}&to=${monthOf(Math.floor(n / 8))}`,
      {},
      undefined,
    ],
    'signed-in': [event, { cookie }, undefined],
    write: [`${event}attendance/`, { cookie, ...form }, 'role=tracking'],
  }[kind] as [string, Record<string, string>, string | undefined]
  const method = kind === 'write' ? 'POST' : 'GET'
  return new Promise((resolve) => {
    const asking = request(stack.origin + path, { agent, method, headers }, (answer) => {
      const { statusCode: status = 0, headers: told } = answer
      answer.once('end', () => resolve({ kind, status, retryAfter: told['retry-after'] }))
      answer.once('error', () => resolve({ kind, status: 0, retryAfter: undefined }))
      answer.resume()
    })
    asking.once('error', () => resolve({ kind, status: 0, retryAfter: undefined }))
    asking.end(body)
  })
}

const logOf = ({ dataDir }: Stack) => readFileSync(join(dataDir, 'worker.log'), 'utf8')

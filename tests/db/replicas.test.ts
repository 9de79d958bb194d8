import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import {
  currentPosition,
  hasReplayed,
  LONGEST_LAG_MS,
  MAX_LAG_MS,
  noteCheck,
  noteOutcome,
  orderServers,
  replicaName,
  TRUST_MS,
} from '#db/replicas.ts'
import { RENEW_MS, STATE_DELAY_MS } from '#workers/gateway/site-state.ts'
import { MAX_AGE_S } from '#workers/middleware/consistency.ts'
import { db } from '../support/database.ts'

const CRON_MS = 60_000
const START_MS = 1_000_000_000

/** Servers of its own for each test: an isolate remembers what it has seen of one. */
function makePool() {
  const id = randomUUID()
  const [primary, replica] = [`postgres://u:p@primary-${id}/db`, `postgres://u:p@replica-${id}/db`]
  const order = (nowMs: number, health: { behind?: string[]; atMs?: number } = {}) => {
    const known = { behind: [], atMs: 0, ...health }
    const pool = { primary, replicas: [replica], health: known, nowMs }
    const { servers, check } = orderServers(pool, 'somebody')
    return { first: servers[0]?.role, check: check === replica }
  }
  return { primary, replica, order }
}

const toReplica = { first: 'replica', check: false }
const toPrimary = { first: 'primary', check: false }
const toPrimaryAndCheck = { first: 'primary', check: true }

test('a replica that nobody has seen fresh is checked, and the primary read from meanwhile', () => {
  const { replica, order } = makePool()
  expect(order(START_MS)).toEqual(toPrimaryAndCheck)
  noteCheck(replica, true, START_MS)
  expect(order(START_MS)).toEqual(toReplica)
})

test('what the cron saw is trusted, for as long as it says', () => {
  const { order } = makePool()
  expect(order(START_MS + TRUST_MS - 1, { atMs: START_MS })).toEqual(toReplica)
  expect(order(START_MS + TRUST_MS, { atMs: START_MS })).toEqual(toPrimaryAndCheck)
})

test('one that the cron found behind is left out, and not checked by every isolate', () => {
  const { replica, order } = makePool()
  noteCheck(replica, true, START_MS)
  const behind = [replicaName(replica)]
  expect(order(START_MS, { atMs: START_MS, behind })).toEqual(toPrimary)
})

test('one that failed rests, and is used again only after it was seen to be fresh', () => {
  const { replica, order } = makePool()
  const health = { atMs: START_MS }
  expect(noteOutcome(replica, 'failed', START_MS + 1)).toBe(true)
  expect(noteOutcome(replica, 'failed', START_MS + 2)).toBe(false)
  expect(order(START_MS + 1_000, health)).toEqual(toPrimary)
  expect(order(START_MS + 11_000, health)).toEqual(toPrimaryAndCheck)

  noteCheck(replica, false, START_MS + 11_000)
  expect(order(START_MS + 12_000, health)).toEqual(toPrimary)
  noteCheck(replica, true, START_MS + 22_000)
  expect(order(START_MS + 22_000, health)).toEqual(toReplica)
})

test('a failure during a check outweighs it', () => {
  const { replica, order } = makePool()
  noteOutcome(replica, 'failed', START_MS + 500)
  noteCheck(replica, true, START_MS)
  expect(order(START_MS + 600)).toEqual(toPrimary)
})

test('one that is only slow goes on; three time-outs in a row mean that it is gone', () => {
  const { replica, order } = makePool()
  const health = { atMs: START_MS }
  for (const outcome of ['timed-out', 'timed-out', 'answered', 'timed-out', 'timed-out'] as const)
    noteOutcome(replica, outcome, START_MS + 1)
  expect(order(START_MS + 2, health)).toEqual(toReplica)
  noteOutcome(replica, 'timed-out', START_MS + 3)
  expect(order(START_MS + 4, health)).toEqual(toPrimary)
})

test('without the primary the replica is asked first, whatever is known of it', () => {
  const { primary, order } = makePool()
  noteOutcome(primary, 'failed', START_MS)
  expect(order(START_MS + 1).first).toBe('replica')
  noteOutcome(primary, 'answered', START_MS + 2)
  expect(order(START_MS + 3).first).toBe('primary')
})

test('a reader has a second server to ask in every case, unless there is but one', () => {
  const { primary, replica } = makePool()
  const [first, second] = [
    { url: primary, role: 'primary' },
    { url: replica, role: 'replica' },
  ]
  const serversWhen = (replicas: string[], atMs: number) =>
    orderServers({ primary, replicas, health: { behind: [], atMs }, nowMs: START_MS }, 'somebody')
  expect(serversWhen([replica], START_MS)).toEqual({ servers: [second, first], check: null })
  expect(serversWhen([replica], 0)).toEqual({ servers: [first, second], check: replica })
  expect(serversWhen([], START_MS)).toEqual({ servers: [first], check: null })
})

test('a rest is ten seconds, for a replica and for the primary', () => {
  const { primary, replica, order } = makePool()
  noteOutcome(replica, 'failed', START_MS)
  expect(order(START_MS + 9_999)).toEqual(toPrimary)
  expect(order(START_MS + 10_000)).toEqual(toPrimaryAndCheck)
  noteOutcome(primary, 'failed', START_MS)
  expect(order(START_MS + 9_999).first).toBe('replica')
  expect(order(START_MS + 10_000).first).toBe('primary')
})

test('a check that began with a failure is none that outweighs it', () => {
  const { replica, order } = makePool()
  noteOutcome(replica, 'failed', START_MS)
  noteCheck(replica, true, START_MS)
  expect(order(START_MS + 1).first).toBe('primary')
})

// http://www.isthe.com/chongo/src/fnv/test_fnv.c
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('%j leads to the same replica in every isolate: FNV-1a is %i', (seed, hash) => {
  const replicas = Array.from({ length: 1_000 }, (_, i) => `postgres://u:p@replica-${i}.test/db`)
  const health = { behind: [], atMs: START_MS }
  const pool = { primary: 'postgres://u:p@primary.test/db', replicas, health, nowMs: START_MS }
  expect(orderServers(pool, seed).servers[0]?.url).toBe(replicas[hash % 1_000])
})

test('a server that answers with no row says nothing of its log', async () => {
  const silent = { execute: async () => ({ rows: [] }) } as unknown as Database
  await expect(currentPosition(silent)).rejects.toThrow('the primary did not tell its position')
  expect(await hasReplayed(silent, '0/1')).toBe(false)
})

test('a server says how far its log has got, and whether that is far enough', async () => {
  expect(await currentPosition(db)).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/)
  expect([await hasReplayed(db, '0/1'), await hasReplayed(db, 'FFFF/0')]).toEqual([true, false])
})

test('the cookies outlive every replica that may still be read from while it lags', () => {
  const seenAtOnce = CRON_MS + MAX_LAG_MS + STATE_DELAY_MS
  expect(seenAtOnce).toBe(97_000)
  expect(LONGEST_LAG_MS).toBeGreaterThan(seenAtOnce)
  // With the cron away, what it saw last is trusted no longer than this.
  expect(LONGEST_LAG_MS).toBe(TRUST_MS + MAX_LAG_MS)
  expect(MAX_AGE_S * 1000).toBeGreaterThan(LONGEST_LAG_MS)
  // While the cron runs, isolates need not look for themselves.
  expect(RENEW_MS + CRON_MS + 2 * STATE_DELAY_MS).toBeLessThan(TRUST_MS)
})

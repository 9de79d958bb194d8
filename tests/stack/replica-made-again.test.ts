import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
let client: Client
const lines: string[] = []
beforeAll(async () => {
  const reports = {
    onIncident: (line: string) => lines.push(line),
    onGivingUp: (line: string) => lines.push(line),
  }
  stack = await startTestStack({ bundle: null, reports })
  client = new Client({ connectionString: stack.databaseUrl })
  await client.connect()
  await client.query('create table noted (at timestamptz default clock_timestamp())')
})
afterAll(async () => {
  await client.end()
  await stopTestStack(stack)
})

const replica = () => {
  const [first] = stack.parts.replicas
  if (!first) throw new Error('This stack has no replica')
  return first
}

async function countOnReplica(): Promise<number> {
  const reader = new Client({ connectionString: replica().url })
  await reader.connect()
  const { rows } = await reader
    .query('select count(*)::int as n from noted')
    .finally(() => reader.end())
  return rows[0].n
}

/** Starts the replica while writes go on, and waits until it has them all. */
async function startUnderWrites(): Promise<void> {
  let isStarting = true
  const writing = (async () => {
    while (isStarting) await client.query('insert into noted default values')
  })()
  await replica().start()
  isStarting = false
  await writing
  const { rows } = await client.query('select count(*)::int as n from noted')
  await vi.waitFor(async () => expect(await countOnReplica()).toBe(rows[0].n), 10_000)
}

const MADE_AGAIN = 'The Postgres replica cannot follow any more; it is made again from the primary'

test('a replica whose log is gone is made again while the primary takes writes', async () => {
  await replica().stop()
  // More than the primary keeps.
  for (let segment = 0; segment < 20; segment += 1) {
    await client.query('insert into noted default values')
    await client.query('select pg_switch_wal()')
  }
  await client.query('checkpoint')
  lines.length = 0

  await startUnderWrites()

  expect(lines).toEqual([MADE_AGAIN])
})

test('so is one whose files are damaged, after it crashed', async () => {
  rmSync(join(replica().dataDir, 'global/pg_control'))
  lines.length = 0

  await replica().kill()
  await startUnderWrites()

  expect(lines).toEqual([MADE_AGAIN])
  expect(readdirSync(join(replica().dataDir, '..')).filter((name) => /new/.test(name))).toEqual([])
})

test('a replica that was away for a moment only goes on as it is', async () => {
  await replica().kill()
  lines.length = 0

  await startUnderWrites()

  expect(lines).toEqual([])
})

import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { makeEvent, makeVisitor, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ replicas: 2 })
})
afterAll(() => stopTestStack(stack))

const WAIT_MS = 15_000

/** Holds an event's row, so that a write which refers to it waits with its transaction open. */
async function holdEvent(id: string) {
  const holder = new pg.Client({ connectionString: stack.databaseUrl })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('begin')
  await holder.query('select from events where id = $1 for update', [id])
  return { release: () => holder.query('rollback') }
}

/** The id of the site's transaction, once it has one and waits for a lock. */
async function waitingXid(): Promise<string> {
  return vi.waitFor(async () => {
    const [waiting] = await query<{ xid: string }>(
      stack.databaseUrl,
      `select backend_xid::text as xid from pg_stat_activity
       where application_name = 'hallway' and wait_event_type = 'Lock' and backend_xid is not null`,
    )
    expect(waiting).toBeDefined()
    return waiting?.xid ?? ''
  }, WAIT_MS)
}

/** Commits a transaction, and returns its id when every replica shows what it wrote. */
async function commitMeanwhile(id: string): Promise<string> {
  const [later] = await query<{ xid: string }>(
    stack.databaseUrl,
    `update events set tagline = 'Meanwhile' where id = $1 returning xmin::text as xid`,
    [id],
  )
  await vi.waitFor(async () => {
    for (const url of stack.replicaUrls)
      expect(await query(url, 'select tagline from events where id = $1', [id])).toEqual([
        { tagline: 'Meanwhile' },
      ])
  }, WAIT_MS)
  return later?.xid ?? ''
}

async function pauseReplay() {
  for (const url of stack.replicaUrls) {
    await query(url, 'select pg_wal_replay_pause()')
    // It stops at the next record, not at once.
    await vi.waitFor(async () => {
      const state = 'select pg_get_wal_replay_pause_state() as state'
      expect(await query(url, state)).toEqual([{ state: 'paused' }])
    }, WAIT_MS)
    onTestFinished(async () => {
      await query(url, 'select pg_wal_replay_resume()')
    })
  }
}

test('a write is on the next page although a later transaction was committed and replayed first', async () => {
  const [event, other] = [await makeEvent(stack), await makeEvent(stack)]
  const ada = await makeVisitor(stack)
  await commitMeanwhile(event.id)

  const held = await holdEvent(event.id)
  const attending = ada.attend(event.path)
  const earlier = await waitingXid()
  const later = await commitMeanwhile(other.id)
  expect(BigInt(later) > BigInt(earlier)).toBe(true)
  await pauseReplay()
  await held.release()
  expect((await attending).status).toBe(303)

  for (const path of [event.path, event.path, '/dashboard/', event.path]) {
    const page = await (await ada.get(path)).text()
    const shown = page.includes(path === event.path ? 'Attending' : event.path)
    expect({ path, shown }).toEqual({ path, shown: true })
  }
})

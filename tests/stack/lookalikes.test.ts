import { randomInt } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { sessionCookie } from '#scripts/bench/session-cookie.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stopTestStack(stack))

const WAIT_MS = 15_000

/** Somebody who has just signed in for the first time, and sends the form. */
async function join(name: string, handle: string): Promise<Response> {
  const [ids] = await query<{ sessionId: string; accountId: string }>(
    stack.databaseUrl,
    `with account as (insert into accounts (id, email) values (uuidv7(), uuidv7() || '@example.org') returning id)
     insert into auth_sessions (id, account_id, expires_at)
     select uuidv7(), id, now() + interval '1 day' from account
     returning id as "sessionId", account_id as "accountId"`,
  )
  if (!ids) throw new Error('nobody was made')
  const cookie = await sessionCookie(
    { ...ids, personId: null },
    stack.settings.SESSION_SECRET ?? '',
  )
  return fetch(`${stack.origin}/welcome/`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name, handle }),
    headers: { cookie, origin: stack.origin },
  })
}

/** Holds a handle without taking it, so that whoever wants it waits with their transaction open. */
async function holdHandle(handle: string) {
  const holder = new pg.Client({ connectionString: stack.databaseUrl })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('begin')
  await holder.query(`insert into people (id, handle, name) values (uuidv7(), $1, 'Eve')`, [handle])
  return { letGo: () => holder.query('rollback') }
}

/** How many of the site's transactions wait for somebody else's. */
async function waiting(): Promise<number> {
  const [row] = await query<{ count: number }>(
    stack.databaseUrl,
    `select count(*)::int as count from pg_stat_activity
     where application_name = 'hallway' and wait_event_type = 'Lock'`,
  )
  return row?.count ?? 0
}

test('of two who look alike and whose transactions overlap, the second is asked for another name', async () => {
  const number = randomInt(1e9)
  const held = await holdHandle(`coco-${number}`)

  const first = join(`Coco ${number}`, `coco-${number}`)
  await vi.waitFor(async () => expect(await waiting()).toBe(1), WAIT_MS)
  const second = join(`Сосо ${number}`, `other-${number}`)
  const isAnswered = second.then(() => true)
  await vi.waitFor(async () => {
    const answered = await Promise.race([isAnswered, false])
    expect(answered || (await waiting()) === 2).toBe(true)
  }, WAIT_MS)
  await held.letGo()

  expect((await first).status).toBe(303)
  expect((await second).status).toBe(422)
})

test('whom a name looks like is found by index, and so is a handle', async () => {
  await query(
    stack.databaseUrl,
    `insert into people (id, handle, name)
     select uuidv7(), 'crowd-' || n, 'Иван Crowd ' || n from generate_series(1, 3000) n`,
  )
  await query(stack.databaseUrl, 'analyze people')
  for (const [column, index] of [
    ['name', 'people_name_look_idx'],
    ['handle', 'people_handle_look_idx'],
  ]) {
    const sql = `explain select name from people where look_of(${column}) = look_of($1)`
    const plan = await query<{ 'QUERY PLAN': string }>(stack.databaseUrl, sql, ['Coco'])
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(index)
  }
})

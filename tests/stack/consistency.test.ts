import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { anonymous, healthOf, makeEvent, makeVisitor, query, tripsOf } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ replicas: 2 })
})
afterAll(() => stopTestStack(stack))

const CRON = '* * * * *'
const pause = () => onReplicas('select pg_wal_replay_pause()')
const resume = () => onReplicas('select pg_wal_replay_resume()')
const onReplicas = (text: string) => Promise.all(stack.replicaUrls.map((url) => query(url, text)))

async function replicated() {
  const [row] = await query<{ lsn: string }>(
    stack.databaseUrl,
    'select pg_current_wal_lsn()::text as lsn',
  )
  await vi.waitFor(async () => {
    for (const url of stack.replicaUrls) {
      const text = 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as done'
      expect(await query(url, text, [row?.lsn])).toEqual([{ done: true }])
    }
  }, 15_000)
}

test('the very next page shows what its reader wrote, while every replica stands still', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await replicated()
  expect(await (await ada.get(event.path)).text()).not.toContain('Attending')

  await pause()
  try {
    const answer = await ada.attend(event.path)
    expect([answer.status, tripsOf(answer) <= 2]).toEqual([303, true])

    for (let visit = 0; visit < 3; visit++) {
      const page = await ada.get(event.path)
      expect(await page.text()).toContain('Attending')
      expect(ada.cookies.has('__Host-seen')).toBe(true)
    }
    const dashboard = await ada.get('/dashboard/')
    expect(await dashboard.text()).toContain(event.path)
  } finally {
    await resume()
  }

  // As soon as her replica shows the write she reads there again, and carries nothing any more.
  await replicated()
  const page = await ada.get(event.path)
  expect(await page.text()).toContain('Attending')
  expect(ada.cookies.has('__Host-seen')).toBe(false)
  const next = await ada.get(event.path)
  expect(await next.text()).toContain('Attending')
  expect(tripsOf(next)).toBeLessThanOrEqual(2)
})

test('others see a write at once on this machine, although they had the page in the cache', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await replicated()
  expect(await (await anonymous(stack, event.path)).text()).not.toContain(
    ada.cookies.get('handle') ?? 'person-',
  )
  expect((await anonymous(stack, event.path)).headers.get('x-cache')).toBe('hit')

  await ada.attend(event.path)
  await replicated()

  const page = await anonymous(stack, event.path)
  expect(page.headers.get('x-cache')).toBe('miss')
  expect(await page.text()).toContain('person-')
})

test('twenty clicks at once and in two tabs are one attendance, and the last word holds', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await replicated()
  const clicks = await Promise.all(
    Array.from({ length: 20 }, (_, i) => ada.attend(event.path, i % 2 ? 'attending' : 'tracking')),
  )
  expect(new Set(clicks.map(({ status }) => status))).toEqual(new Set([303]))
  await ada.attend(event.path, 'tracking')

  const text = 'select role from attendances where event_id = $1'
  expect(await query(stack.databaseUrl, text, [event.id])).toEqual([{ role: 'tracking' }])

  await Promise.all([ada.attend(event.path, 'none'), ada.attend(event.path, 'none')])
  expect(await query(stack.databaseUrl, text, [event.id])).toEqual([])
})

test('a replica that falls behind leaves the pool, and comes back when it has caught up', async () => {
  const event = await makeEvent(stack)
  await replicated()
  await pause()
  try {
    await query(stack.databaseUrl, `update events set name = 'Renamed' where id = $1`, [event.id])
    await stack.runCron(CRON)
    expect((await healthOf(stack)).behind).toHaveLength(2)

    // Everybody reads from the primary now.
    expect(await (await anonymous(stack, event.path)).text()).toContain('Renamed')
  } finally {
    await resume()
  }
  await replicated()
  await stack.runCron(CRON)
  expect((await healthOf(stack)).behind).toEqual([])
})

test('a session that was ended elsewhere writes nothing any more', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await query(stack.databaseUrl, 'delete from auth_sessions where id = $1', [ada.sessionId])

  const answer = await ada.attend(event.path)

  expect([401, 303]).toContain(answer.status)
  if (answer.status === 303) expect(answer.headers.get('location')).toContain('/sign-in/')
  expect(ada.cookies.has('__Host-session')).toBe(false)
  const text = 'select role from attendances where event_id = $1'
  expect(await query(stack.databaseUrl, text, [event.id])).toEqual([])
})

test('an address in capitals leads to the page by a redirect that the visitor sees', async () => {
  const event = await makeEvent(stack)
  await replicated()
  for (let visit = 0; visit < 2; visit++) {
    const answer = await anonymous(stack, event.path.replace('event', 'EVENT'))
    expect([answer.status, answer.headers.get('location')]).toEqual([301, event.path])
  }
})

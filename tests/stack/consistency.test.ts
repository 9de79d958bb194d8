import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { anonymous, healthOf, makeEvent, makeVisitor, query, tripsOf } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ replicas: 2 })
  // So that the replicas are seen to be fresh, and read from.
  await stack.runCron(CRON)
})
afterAll(() => stopTestStack(stack))

const CRON = '* * * * *'
async function pause() {
  await onReplicas('select pg_wal_replay_pause()')
  // It stops at the next record, not at once.
  await vi.waitFor(async () => {
    const states = await onReplicas('select pg_get_wal_replay_pause_state() as state')
    expect(states.flat().map(({ state }) => state)).toEqual(stack.replicaUrls.map(() => 'paused'))
  }, 15_000)
}
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
      expect(tripsOf(page)).toBeLessThanOrEqual(2)
    }
    const dashboard = await ada.get('/dashboard/')
    expect(await dashboard.text()).toContain(event.path)
  } finally {
    await resume()
  }

  // As soon as her replica shows the write she reads there again, in as many trips as ever.
  await replicated()
  const grace = await makeVisitor(stack)
  await replicated()
  const page = await ada.get(event.path)
  expect(await page.text()).toContain('Attending')
  expect(tripsOf(page)).toBe(tripsOf(await grace.get(event.path)))
})

test('a reader who has read from the primary is not led back to a replica that stands still', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await replicated()
  const rename = (name: string) =>
    query(stack.databaseUrl, 'update events set name = $2 where id = $1', [event.id, name])

  await pause()
  try {
    await rename('Second name')
    expect(await (await ada.get(event.path)).text()).not.toContain('Second name')
    // She sees all that is committed, her own write and the one of somebody else.
    await ada.attend(event.path)
    expect(await (await ada.get(event.path)).text()).toContain('Second name')

    // The cookie of her write is gone, as after its time; what she has read is kept for itself.
    ada.cookies.delete('__Host-seen')
    expect(await (await ada.get(event.path)).text()).toContain('Second name')
  } finally {
    await resume()
  }
})

test('a page that was asked for before a write and comes after it undoes nothing', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await ada.attend(event.path)
  await replicated()
  await pause()
  try {
    const before = new Map(ada.cookies)
    await ada.attend(event.path, 'none')
    const after = ada.cookies.get('__Host-seen')
    const cookie = [...before].map(([name, value]) => `${name}=${value}`).join('; ')
    const late = await fetch(stack.origin + event.path, { headers: { cookie } })
    expect(late.headers.getSetCookie().join()).not.toContain('__Host-seen')
    expect(after).toBeDefined()
  } finally {
    await resume()
  }
})

test('a replica that comes back older than it was leads no reader back', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await query(stack.databaseUrl, `update events set name = 'Newer' where id = $1`, [event.id])
  await replicated()
  expect(await (await ada.get(event.path)).text()).toContain('Newer')

  // Started again, a standby begins at its last restart point, and here stays there.
  const restartAll = async (setting: string) => {
    for (const replica of stack.parts.replicas) {
      await query(replica.url, `alter system ${setting}`)
      await replica.kill()
      await replica.start()
    }
  }
  await restartAll(`set recovery_min_apply_delay = '1h'`)
  try {
    for (const url of stack.replicaUrls) {
      const name = 'select name from events where id = $1'
      expect(await query(url, name, [event.id])).not.toEqual([{ name: 'Newer' }])
    }
    for (let visit = 0; visit < 3; visit++)
      expect(await (await ada.get(event.path)).text()).toContain('Newer')
  } finally {
    await restartAll('reset recovery_min_apply_delay')
  }
  await replicated()
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
    expect((await healthOf(stack)).behind).toEqual(['replica 1', 'replica 2'])

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

test('a session that was ended elsewhere reads nothing any more, as soon as its replica knows', async () => {
  const ada = await makeVisitor(stack)
  await replicated()
  const cookies = new Map(ada.cookies)
  expect((await ada.get('/dashboard/')).status).toBe(200)
  await query(stack.databaseUrl, 'delete from auth_sessions where id = $1', [ada.sessionId])
  await replicated()

  for (const [name, value] of cookies) ada.cookies.set(name, value)
  const answer = await ada.get('/dashboard/')

  expect([answer.status, answer.headers.get('location'), tripsOf(answer)]).toEqual([
    ...[303, '/sign-in/?next=%2Fdashboard%2F', 1],
  ])
  expect(ada.cookies.has('__Host-session')).toBe(false)
})

test('an address in capitals leads to the page by a redirect that the visitor sees', async () => {
  const event = await makeEvent(stack)
  await replicated()
  for (let visit = 0; visit < 2; visit++) {
    const answer = await anonymous(stack, event.path.replace('event', 'EVENT'))
    expect([answer.status, answer.headers.get('location')]).toEqual([301, event.path])
  }
})

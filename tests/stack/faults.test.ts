import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { anonymous, healthOf, makeEvent, makeVisitor, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ retryScale: 0.01 })
})
afterAll(() => stopTestStack(stack))

const CRON = '* * * * *'

/** Waits until the replica has an event, so that what follows does not depend on how fast it is. */
const onReplica = (id: string) =>
  vi.waitFor(async () => {
    const [url = ''] = stack.replicaUrls
    expect(await query(url, 'select 1 as found from events where id = $1', [id])).toHaveLength(1)
  }, 15_000)

test('with the primary down everybody reads on; a write is refused with a time to come back', async () => {
  const [cold, warm] = [await makeEvent(stack), await makeEvent(stack)]
  const ada = await makeVisitor(stack)
  await onReplica(warm.id)
  await anonymous(stack, warm.path)

  await stack.parts.primary.kill()
  try {
    for (const path of [cold.path, warm.path, '/', '/topics/', '/places/', '/conferences/']) {
      expect((await anonymous(stack, path)).status, path).toBe(200)
      const page = await ada.get(path)
      expect([page.status, (await page.text()).includes('Dashboard')], path).toEqual([200, true])
    }
    expect((await ada.get('/dashboard/')).status).toBe(200)
    const write = await ada.attend(cold.path)
    expect(write.status).toBe(503)
    expect(Number(write.headers.get('retry-after'))).toBeGreaterThan(0)
    const { parts } = await healthOf(stack)
    expect(parts.find(({ name }) => name === 'primary')).toMatchObject({ ok: false })
  } finally {
    await stack.parts.primary.start()
  }

  expect((await ada.attend(cold.path)).status).toBe(303)
  expect(await (await ada.get(cold.path)).text()).toContain('Attending')
})

test('with the replica down reads go to the primary, for those who wrote and those who did not', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  const [replica] = stack.parts.replicas
  await replica?.kill()
  try {
    expect((await anonymous(stack, event.path)).status).toBe(200)
    expect((await ada.get(event.path)).status).toBe(200)
    expect((await ada.attend(event.path)).status).toBe(303)
    expect(await (await ada.get(event.path)).text()).toContain('Attending')
    expect((await anonymous(stack, '/places/')).status).toBe(200)
  } finally {
    await replica?.start()
  }
  await onReplica(event.id)
})

test('with no database at all, pages that someone has seen are still shown, and others say sorry', async () => {
  const [seen, unseen] = [await makeEvent(stack), await makeEvent(stack)]
  const [replica] = stack.parts.replicas
  await onReplica(unseen.id)
  await anonymous(stack, seen.path)
  await Promise.all([stack.parts.primary.kill(), replica?.kill()])
  try {
    expect((await anonymous(stack, seen.path)).status).toBe(200)
    const sorry = await anonymous(stack, unseen.path)
    expect(sorry.status).toBe(503)
    expect(Number(sorry.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await sorry.text()).toContain('<h1')
    await vi.waitFor(async () => expect((await healthOf(stack)).status).toBe(503), 10_000)
  } finally {
    await stack.parts.primary.start()
    await replica?.start()
  }
  await vi.waitFor(async () => expect((await anonymous(stack, unseen.path)).status).toBe(200), {
    timeout: 15_000,
  })
})

test('with Redis down lists and counts come from Postgres, and people sign in and attend', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await ada.attend(event.path)
  await stack.parts.redis.stop()
  try {
    const list = await ada.get('/conferences/')
    expect(list.status).toBe(200)
    expect(await list.text()).toContain('1 attending')
    expect((await ada.attend(event.path, 'tracking')).status).toBe(303)
    const body = new URLSearchParams({ email: `redis-down-${Date.now()}@example.org` })
    const headers = { origin: stack.origin }
    const asked = await fetch(`${stack.origin}/sign-in/`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
    expect(asked.status).toBe(303)
  } finally {
    await stack.parts.redis.start()
  }
})

test('with the queue down writes succeed, and their jobs run when it is back', async () => {
  const email = `queue-down-${Date.now()}@example.org`
  await stack.parts.qstash.stop()
  const body = new URLSearchParams({ email })
  const headers = { origin: stack.origin }
  const asked = await fetch(`${stack.origin}/sign-in/`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
  })
  expect(asked.status).toBe(303)
  expect(stack.mails().some(({ to }) => to.includes(email))).toBe(false)
  await stack.parts.qstash.start()

  await query(
    stack.databaseUrl,
    `update outbox set created_at = created_at - interval '1 minute' where sent_at is null`,
  )
  await stack.runCron(CRON)

  await vi.waitFor(
    () => expect(stack.mails().filter(({ to }) => to.includes(email))).toHaveLength(1),
    {
      timeout: 20_000,
    },
  )
})

test('without KV the last known state holds: pages and writes go on', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await stack.parts.kv.stop()
  try {
    await new Promise((resolve) => setTimeout(resolve, 5_500))
    expect((await ada.attend(event.path)).status).toBe(303)
    expect((await anonymous(stack, event.path)).status).toBe(200)
  } finally {
    await stack.parts.kv.start()
  }
})

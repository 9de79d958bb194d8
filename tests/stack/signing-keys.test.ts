import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { stackForTest, startTestStack, stopTestStack, temporaryFolder } from './support.ts'

/** Asks for a sign-in mail, which the queue has to bring to its job. */
async function askForMail({ origin }: Stack): Promise<string> {
  const email = `keys-${crypto.randomUUID()}@example.org`
  const answer = await fetch(`${origin}/sign-in/`, {
    method: 'POST',
    body: new URLSearchParams({ email }),
    headers: { origin },
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
  return email
}

const arrives = (stack: Stack, email: string) =>
  vi.waitFor(
    () => expect(stack.mails().filter(({ to }) => to.includes(email))).toHaveLength(1),
    15_000,
  )

test('after one rotation the site takes deliveries signed with what was the next key; after two it refuses them until it is told the new pair', async () => {
  const dataDir = temporaryFolder()
  const stack = await startTestStack({ dataDir, replicas: 0, retryScale: 0.02 })
  let stopped = false
  onTestFinished(() => (stopped ? undefined : stopTestStack(stack)))
  const { QSTASH_CURRENT_SIGNING_KEY: current, QSTASH_NEXT_SIGNING_KEY: next } = stack.settings
  await arrives(stack, await askForMail(stack))

  expect(stack.parts.qstash.server.rotateKeys().current).toBe(next)
  await arrives(stack, await askForMail(stack))

  // As QStash's own API has it, after a stop and a start of the queue.
  await stack.parts.qstash.stop()
  await stack.parts.qstash.start()
  const headers = { authorization: `Bearer ${stack.settings.QSTASH_TOKEN}` }
  const asked = await fetch(`${stack.urls.qstash}/v2/keys/rotate`, { method: 'POST', headers })
  const rotated = (await asked.json()) as { current: string; next: string }
  expect([current, next]).not.toContain(rotated.current)
  const shown = await fetch(`${stack.urls.qstash}/v2/keys`, { headers })
  expect(await shown.json()).toEqual(rotated)
  const refused = await askForMail(stack)
  await vi.waitFor(() => expect(retries(stack)).toBeGreaterThan(1), 15_000)
  expect(stack.mails().some(({ to }) => to.includes(refused))).toBe(false)

  await stack.stop()
  stopped = true
  const second = await stackForTest({ dataDir, port: stack.port, replicas: 0, retryScale: 0.02 })
  expect(second.settings.QSTASH_CURRENT_SIGNING_KEY).toBe(rotated.current)
  second.parts.qstash.server.advance(60_000)
  await arrives(second, refused)
})

/** How often the queue has tried in vain to bring the one message that it holds. */
function retries({ dataDir }: Stack): number {
  const store = new DatabaseSync(join(dataDir, 'qstash.sqlite'), { readOnly: true })
  const [row, ...others] = store.prepare('select retried from messages where dlq_id is null').all()
  store.close()
  expect(others).toEqual([])
  return Number(row?.retried)
}

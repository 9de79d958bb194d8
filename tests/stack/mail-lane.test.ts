import { expect, test, vi } from 'vitest'
import { message } from '#functions/messages.ts'
import { createPublisher } from '#queues/publisher.ts'
import { query } from './people.ts'
import { stackForTest } from './support.ts'

const OTHERS = 1_100
/** What flow control lets under way at once, of two jobs: these had begun before the mail. */
const A_HANDFUL = 40

test('a sign-in mail waits behind none of 1,100 other jobs', async () => {
  const stack = await stackForTest({ replicas: 0 })
  const { QSTASH_URL: url = '', QSTASH_TOKEN: token = '' } = stack.settings
  const publish = createPublisher({ url, token, origin: stack.origin })
  const others = Array.from({ length: OTHERS }, (_, n) => {
    const [eventId, personId] = [crypto.randomUUID(), crypto.randomUUID()]
    return n % 2
      ? message('count-coverage', { eventId })
      : message('update-sets', { eventId, personId })
  })
  await publish(others)

  const asked = await fetch(`${stack.origin}/sign-in/`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'ada@example.org' }),
    headers: { origin: stack.origin },
    redirect: 'manual',
  })
  expect(asked.status).toBe(303)
  const [before] = await settled()
  await vi.waitFor(() => expect(stack.mails()).toHaveLength(1), { timeout: 30_000, interval: 5 })
  const [after] = await settled()

  // Counted, not timed: how many others were done between the request and its mail.
  expect((after?.n ?? 0) - (before?.n ?? 0)).toBeLessThan(A_HANDFUL)
  expect(after?.n).toBeLessThan(OTHERS)

  function settled() {
    return query<{ n: number }>(
      stack.databaseUrl,
      `select count(*)::int as n from job_runs where job <> 'send-email'`,
    )
  }
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { limits } from '#functions/rate-limits.ts'
import { startWorkerd } from '#scripts/bench/workerd.ts'
import { freePort } from '#scripts/stack/ports.ts'
import type { Stack, StackOptions } from '#scripts/stack/stack.ts'
import { makeEvent, makeVisitor, query } from './people.ts'
import { stackForTest, temporaryFolder } from './support.ts'

/** The deployed bundle on bare workerd, as somebody finds it who wants to get round its limits. */
const start = (options: Partial<StackOptions> = {}) => stackForTest({ replicas: 0, ...options })

/** As many as an isolate has places for writes. */
const AT_ONCE = 8

/** An answer, once there is a place: what is refused for want of one on a busy machine was not looked at. */
async function answered(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await send()
    await answer.body?.cancel()
    if (answer.status !== 503) return answer
    await sleep(100)
  }
}

/** Sends all of these, many at once, and counts the answers by status. */
async function sendAll(times: number, send: (n: number) => Promise<Response>) {
  const statuses: Record<number, number> = {}
  const retryAfter = new Set<number>()
  let next = 0
  const sender = async () => {
    while (next < times) {
      const n = next++
      const answer = await answered(() => send(n))
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      if (answer.status === 429) retryAfter.add(Number(answer.headers.get('retry-after')))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  return { statuses, retryAfter: [...retryAfter] }
}

const askForMail = (stack: Stack, email: string, headers: Record<string, string> = {}) =>
  fetch(`${stack.origin}/sign-in/`, {
    method: 'POST',
    body: new URLSearchParams({ email }),
    headers: { origin: stack.origin, ...headers },
    redirect: 'manual',
  })

const addressOf = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`
const forged = (n: number) => ({
  'cf-connecting-ip': addressOf(n),
  'x-forwarded-for': addressOf(n),
  'x-real-ip': addressOf(n),
  'true-client-ip': addressOf(n),
  forwarded: `for=${addressOf(n)}`,
})

test('nobody sends 340 mails by saying that they are 340 visitors', async () => {
  const stack = await start()

  const { statuses, retryAfter } = await sendAll(340, (n) =>
    askForMail(stack, `crowd-${n}@example.org`, forged(n)),
  )

  const { most, windowS } = limits['mail-everyone']
  expect(statuses).toEqual({ 303: most, 429: 340 - most })
  expect(Math.min(...retryAfter)).toBeGreaterThan(0)
  expect(Math.max(...retryAfter)).toBeLessThanOrEqual(windowS)
})

test('behind a proxy that is named, each network has a limit, and none locks a victim out', async () => {
  const stack = await start({ settings: { CLIENT_ADDRESS: 'X-Forwarded-For' } })
  // As a proxy passes on what it was told, with what it has seen itself at the end.
  const from = (network: string, n = 0) => ({
    'x-forwarded-for': `${addressOf(n)}, ${addressOf(n + 1)}, ${network}`,
    'cf-connecting-ip': addressOf(n),
  })

  const one = await sendAll(340, (n) =>
    askForMail(stack, `crowd-${n}@example.org`, from('198.51.100.7', n)),
  )
  const { most } = limits['mail-network']
  expect(one.statuses).toEqual({ 303: most, 429: 340 - most })

  const victim = 'victim@example.org'
  const attack = await sendAll(20, () => askForMail(stack, victim, from('198.51.100.8')))
  expect(attack.statuses[303]).toBe(limits['mail-asker'].most)
  const own = await answered(() => askForMail(stack, victim, from('198.51.100.9')))
  expect(own.status).toBe(303)
})

test('of 120 links and of 300 writes at once exactly as many pass as may', async () => {
  const stack = await start()
  const [event, ada, eve] = [
    await makeEvent(stack),
    await makeVisitor(stack),
    await makeVisitor(stack),
  ]

  const links = await sendAll(120, (n) =>
    ada.post(`${event.path}coverage/add/`, { url: `https://example.org/${n}` }),
  )
  const { most } = limits['add-coverage']
  expect(links.statuses).toEqual({ 303: most, 429: 120 - most })
  const added = await query(stack.databaseUrl, 'select id from coverage')
  expect(added).toHaveLength(most)

  const writes = await sendAll(300, (n) => eve.attend(event.path, n % 2 ? 'tracking' : 'attending'))
  expect(writes.statuses).toEqual({ 303: limits.write.most, 429: 300 - limits.write.most })
  // One account's program is no reason to keep another's owner from anything.
  expect((await answered(() => ada.attend(event.path))).status).toBe(303)
})

/** What CLIENT_ADDRESS=socket stands on. `npm start` listens on loopback, where it says nothing. */
test('workerd says who is at the other end of a socket, and no header changes that', async () => {
  const [folder, port] = [temporaryFolder(), await freePort()]
  const file = join(folder, 'config.capnp')
  const worker = `export default { fetch: ({ cf }) => new Response(cf?.clientIp) }`
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "main.js", esModule = ${JSON.stringify(worker)})],
    compatibilityDate = "2026-11-17",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
  )
  const workerd = await startWorkerd(file, port)
  onTestFinished(() => workerd.stop())

  const answer = await fetch(workerd.url, {
    headers: { ...forged(1), 'cf-blob': '{"clientIp":"x"}' },
  })

  expect(await answer.text()).toMatch(/^127\.0\.0\.1:\d+$/)
})

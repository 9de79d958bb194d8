import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Receiver } from '@upstash/qstash'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Asked, type HttpServer, serveHttp } from '#scripts/stack/http-server.ts'
import { type QstashGateway, startQstashGateway } from '#scripts/stack/qstash-gateway.ts'

/**
 * What our code and the ops commands use of QStash, each driven through the vendor's SDK against the
 * local one. A method, option or address that is used and is not listed here fails the first test.
 * Nothing uses schedules or queues: the crons are Cloudflare's, and order does not matter to a job.
 */
const token = 'a token'
const keys = { current: 'sig_1', next: 'sig_2' }

let gateway: QstashGateway
let destination: HttpServer
let client: Client
let delivered: Asked[] = []
let status = 200
beforeAll(async () => {
  const file = join(tmpdir(), `qstash-use-${crypto.randomUUID()}.sqlite`)
  const keyRing = { keys: () => keys, rotate: () => keys }
  gateway = await startQstashGateway({ file, token, keyRing, retryScale: 0.001 })
  destination = await serveHttp((asked) => {
    delivered.push(asked)
    return { status }
  })
  const quiet = { devMode: false, retry: false, enableTelemetry: false } as const
  client = new Client({ baseUrl: gateway.url, token, ...quiet })
})
afterAll(() => Promise.all([gateway.stop(), destination.stop()]))

const soon = <T>(check: () => T) => vi.waitFor(check, 10_000)
const urlOf = (name: string) => `${destination.url}/_queues/${name}`
const received = (name: string) => delivered.filter(({ url }) => url.endsWith(`/${name}`))

/** Leaves one dead letter, and returns its id. */
async function makeDeadLetter(name: string): Promise<string> {
  status = 500
  await client.batchJSON([{ url: urlOf(name), body: {}, retries: 0 }])
  const dead = async () => {
    const { messages } = await client.dlq.listMessages({ count: 100 })
    return messages.find(({ url }) => url === urlOf(name))?.dlqId ?? ''
  }
  await soon(async () => expect(await dead()).not.toBe(''))
  status = 200
  return await dead()
}

const uses: Record<string, () => Promise<void>> = {
  'batchJSON()': async () => {
    const batch = [1, 2].map((n) => ({ url: urlOf('batch'), body: { n } }))
    expect(await client.batchJSON(batch)).toMatchObject([{ messageId: expect.any(String) }, {}])
    await soon(() => expect(received('batch')).toHaveLength(2))
  },
  'deduplicationId:': async () => {
    const batch = { url: urlOf('once'), body: {}, deduplicationId: 'once' }
    const [first] = await client.batchJSON([batch])
    const [second] = await client.batchJSON([batch])
    expect(second).toEqual({ ...first, deduplicated: true })
  },
  'delay:': async () => {
    await client.batchJSON([{ url: urlOf('later'), body: {}, delay: 30 }])
    await client.batchJSON([{ url: urlOf('now'), body: {} }])
    await soon(() => expect(received('now')).toHaveLength(1))
    expect(received('later')).toHaveLength(0)
    gateway.advance(31_000)
    await soon(() => expect(received('later')).toHaveLength(1))
  },
  'flowControl:': async () => {
    const flowControl = { key: 'flow', rate: 1, period: '1m', parallelism: 1 } as const
    const batch = [1, 2].map((n) => ({ url: urlOf('flow'), body: { n }, flowControl }))
    await client.batchJSON(batch)
    await soon(() => expect(received('flow')).toHaveLength(1))
    gateway.advance(61_000)
    await soon(() => expect(received('flow')).toHaveLength(2))
  },
  'retries:': async () => {
    status = 500
    await client.batchJSON([{ url: urlOf('again'), body: {}, retries: 2 }])
    await soon(() => expect(received('again')).toHaveLength(3))
    status = 200
  },
  'listMessages()': async () => {
    const [one, two] = [await makeDeadLetter('dead-1'), await makeDeadLetter('dead-2')]
    const first = await client.dlq.listMessages({ count: 1 })
    expect(first.messages).toMatchObject([{ dlqId: two, responseStatus: 500, body: '{}' }])
    const { messages } = await client.dlq.listMessages({ count: 1, cursor: first.cursor ?? '' })
    expect(messages).toMatchObject([{ dlqId: one }])
  },
  'retry()': async () => {
    const id = await makeDeadLetter('revived')
    delivered = []
    expect((await client.dlq.retry([id])).responses).toHaveLength(1)
    await soon(() => expect(received('revived')).toHaveLength(1))
  },
  '/v2/dlq?count=1': async () => {
    const headers = { Authorization: `Bearer ${token}` }
    expect((await fetch(`${gateway.url}/v2/dlq?count=1`, { headers })).status).toBe(200)
  },
}

const OPTIONS =
  'callback|failureCallback|cron|contentBasedDeduplication|deduplicationId|delay|flowControl|label|method|notBefore|queueName|redact|retries|retryDelay|timeout'

/** Every method that the SDK has, of the client itself and of what it leads to. */
function methodsOfSdk(): string[] {
  const parts = [Client, Receiver].map(({ prototype }) => prototype as object)
  const led = [client.dlq, client.messages, client.schedules, client.urlGroups, client.queue()]
  return [...parts, ...led.map((part) => Object.getPrototypeOf(part) as object)]
    .flatMap((part) => Object.getOwnPropertyNames(part))
    .filter((name) => name !== 'constructor')
}

test('everything of QStash that is used is listed here', () => {
  const methods = [...new Set(methodsOfSdk())].join('|')
  const sources = globSync('{functions,workers,queues,scripts}/**/*.{ts,tsx}')
    .filter((file) => !file.includes('scripts/stack/'))
    .map((file) => readFileSync(file, 'utf8'))
  const found = sources.flatMap((source) => [
    ...(source.match(/QSTASH_URL\}\/v2[^`]*/g) ?? []).map((use) => use.slice('QSTASH_URL}'.length)),
    ...(source.includes("from '@upstash/qstash'")
      ? [
          ...(source.match(new RegExp(`(?<=(?<!paths)\\.)(${methods})\\(`, 'g')) ?? []).map(
            (call) => `${call})`,
          ),
          ...(source.match(new RegExp(`\\b(${OPTIONS}):`, 'g')) ?? []),
        ]
      : []),
  ])
  expect([...new Set(found)].sort()).toEqual(Object.keys(uses).sort())
})

test.each(Object.entries(uses))('%s works as the SDK expects it', async (_, use) => {
  await use()
})

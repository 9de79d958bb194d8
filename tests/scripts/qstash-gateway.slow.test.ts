import { rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client, Receiver } from '@upstash/qstash'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Answer, type Asked, serveHttp } from '#scripts/stack/http-server.ts'
import { startQstashGateway } from '#scripts/stack/qstash-gateway.ts'

/** However busy the machine is. */
const soon = <T>(check: () => T) => vi.waitFor(check, 10_000)

const token = 'a token'
const signingKeys = { current: 'sig_current', next: 'sig_next' }
const receiver = new Receiver({
  currentSigningKey: signingKeys.current,
  nextSigningKey: signingKeys.next,
  devMode: false,
})

const keyRing = { keys: () => signingKeys, rotate: () => signingKeys }

/** A queue of its own, and a destination that answers each delivery with the next of `answers`. */
async function makeQueue(answers: Answer[] = [], options: { retryScale?: number } = {}) {
  const file = join(tmpdir(), `qstash-${crypto.randomUUID()}.sqlite`)
  const asked: Asked[] = []
  const destination = await serveHttp((delivery) => {
    asked.push(delivery)
    return answers.shift() ?? { status: 200 }
  })
  const open = () => startQstashGateway({ file, token, keyRing, ...options })
  const gateway = await open()
  const client = clientOf(gateway.url)
  onTestFinished(async () => {
    await Promise.all([destination.stop(), gateway.stop().catch(() => {})])
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  })
  return { file, gateway, client, asked, open, url: `${destination.url}/_queues/job?x=1&y=a%20b` }
}

const clientOf = (baseUrl: string) =>
  new Client({ baseUrl, token, devMode: false, retry: false, enableTelemetry: false })

const quiet = () => new Promise((resolve) => setTimeout(resolve, 60))

test('a message arrives with its body and headers, signed so that the Receiver accepts it', async () => {
  const { client, asked, url } = await makeQueue()

  const { messageId } = await client.publishJSON({
    url,
    body: { id: 'ä' },
    headers: { hint: 'yes' },
  })

  await soon(() => expect(asked).toHaveLength(1))
  const [delivery] = asked
  expect(delivery?.url).toBe('/_queues/job?x=1&y=a%20b')
  expect(delivery?.body.toString()).toBe('{"id":"ä"}')
  expect(delivery?.headers).toMatchObject({
    hint: 'yes',
    'content-type': 'application/json',
    'upstash-message-id': messageId,
    'upstash-retried': '0',
  })
  const signature = String(delivery?.headers['upstash-signature'])
  const body = String(delivery?.body)
  await expect(receiver.verify({ signature, body, url })).resolves.toBe(true)
  await expect(receiver.verify({ signature, body: `${body} `, url })).rejects.toThrow()
  await expect(receiver.verify({ signature, body, url: `${url}2` })).rejects.toThrow()
  await expect(client.messages.get(messageId)).rejects.toThrow('not found')
})

test('what waits on disk is for its owner only', async () => {
  const { file, client, url } = await makeQueue()
  await client.publish({ url, body: 'x', delay: 60 })
  for (const end of ['', '-wal', '-shm']) expect(statSync(file + end).mode & 0o077).toBe(0)
})

test('the same deduplication id is delivered once in ten minutes', async () => {
  const { gateway, client, asked, url } = await makeQueue()
  const publish = () => client.publishJSON({ url, body: {}, deduplicationId: 'once' })

  const first = await publish()
  const second = await publish()
  expect(second).toEqual({ messageId: first.messageId, deduplicated: true })
  await soon(() => expect(asked).toHaveLength(1))

  gateway.advance(10 * 60_000 + 1)
  expect((await publish()).messageId).not.toBe(first.messageId)
  await soon(() => expect(asked).toHaveLength(2))
})

test('a batch is accepted whole, and a duplicate within it once', async () => {
  const { client, asked, url } = await makeQueue()
  const one = () => ({ url, body: { n: 1 }, deduplicationId: 'one' })

  const answers = await client.batchJSON([one(), { url, body: { n: 2 } }, one()])

  expect(answers).toHaveLength(3)
  await soon(() => expect(asked).toHaveLength(2))
  await quiet()
  expect(asked.map(({ body }) => body.toString()).sort()).toEqual(['{"n":1}', '{"n":2}'])
})

test('a delayed message waits for its time', async () => {
  const { gateway, client, asked, url } = await makeQueue()
  await client.publishJSON({ url, body: {}, delay: 60 })
  await client.publishJSON({ url, body: {}, notBefore: Math.floor(Date.now() / 1000) + 300 })

  gateway.advance(59_000)
  await quiet()
  expect(asked).toHaveLength(0)

  gateway.advance(2_000)
  await soon(() => expect(asked).toHaveLength(1))
  gateway.advance(240_000)
  await soon(() => expect(asked).toHaveLength(2))
})

test('a failed delivery is tried again after 12 s, or when the answer says so, and then given up', async () => {
  const asksToWait = { status: 503, headers: { 'retry-after': '100' } }
  const { gateway, client, asked, url } = await makeQueue([
    { status: 500 },
    asksToWait,
    { status: 500, body: 'still broken' },
  ])
  const { messageId } = await client.publishJSON({ url, body: { n: 1 }, retries: 2 })
  await soon(() => expect(asked).toHaveLength(1))
  await quiet()

  gateway.advance(11_000)
  await quiet()
  expect(asked).toHaveLength(1)
  gateway.advance(2_000)
  await soon(() => expect(asked).toHaveLength(2))
  await quiet()
  gateway.advance(98_000)
  await quiet()
  expect(asked).toHaveLength(2)
  gateway.advance(3_000)

  await soon(async () => expect((await client.dlq.listMessages()).messages).toHaveLength(1))
  const { messages } = await client.dlq.listMessages()
  expect(messages[0]).toMatchObject({
    messageId,
    url,
    responseStatus: 500,
    responseBody: 'still broken',
  })
  expect(asked.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1', '2'])
})

test('what can never succeed is a dead letter at once, and can be tried again or thrown away', async () => {
  const never = { status: 489, headers: { 'Upstash-NonRetryable-Error': 'true' } }
  const { client, asked, url } = await makeQueue([never, never])
  await client.publishJSON({ url, body: { n: 1 } })
  await client.publishJSON({ url, body: { n: 2 } })
  await soon(async () => expect((await client.dlq.listMessages()).messages).toHaveLength(2))

  const [first, second] = (await client.dlq.listMessages()).messages
  await client.dlq.retry([String(first?.dlqId)])
  await soon(() => expect(asked).toHaveLength(3))
  await client.dlq.delete(String(second?.dlqId))
  expect((await client.dlq.listMessages()).messages).toEqual([])
  await expect(client.dlq.delete(String(second?.dlqId))).rejects.toThrow('not found')
})

test('flow control holds messages back and loses none', async () => {
  const { gateway, client, asked, url } = await makeQueue()
  const flowControl = { key: 'purge', rate: 2, period: '10m' as const, parallelism: 1 }

  for (let n = 1; n <= 5; n += 1) await client.publishJSON({ url, body: { n }, flowControl })

  await soon(() => expect(asked).toHaveLength(2))
  await quiet()
  expect(asked).toHaveLength(2)
  gateway.advance(600_001)
  await soon(() => expect(asked).toHaveLength(4))
  gateway.advance(600_001)
  await soon(() => expect(asked).toHaveLength(5))
})

test('1,100 messages of other keys keep no message of its own key waiting', async () => {
  const { gateway, client, asked, url } = await makeQueue()
  const flow = (key: string) => ({ body: { key }, flowControl: { key, parallelism: 8 } })
  const later = (key: string) => ({ url, delay: 60, ...flow(key) })
  for (let batch = 0; batch < 11; batch += 1)
    await client.batchJSON(Array.from({ length: 100 }, (_, n) => later(n % 2 ? 'sets' : 'counts')))
  await client.publishJSON(later('mail'))

  gateway.advance(61_000)

  const placeOfMail = () => asked.findIndex(({ body }) => body.toString().includes('mail'))
  await soon(() => expect(placeOfMail()).toBeGreaterThanOrEqual(0))
  // Some are under way before it, and some arrive sooner; behind the others it would be the last.
  expect(placeOfMail()).toBeLessThan(200)
})

test('what was accepted survives the queue’s end', async () => {
  const { gateway, client, asked, open, url } = await makeQueue()
  const { messageId } = await client.publishJSON({ url, body: { n: 1 }, delay: 3600 })
  await gateway.stop()

  const next = await open()
  onTestFinished(() => next.stop())
  expect(await clientOf(next.url).messages.get(messageId)).toMatchObject({ messageId, url })
  next.advance(3_600_001)
  await soon(() => expect(asked).toHaveLength(1))
})

test('a delivery whose outcome cannot be kept is made again, and breaks nothing', async () => {
  const { file, gateway, client, asked, url } = await makeQueue()
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  await client.publishJSON({ url, body: {}, delay: 1 })
  const other = new DatabaseSync(file)
  // Nobody else can write now, as on a full disk.
  other.exec('begin immediate')

  gateway.advance(1_001)
  await soon(() => expect(said).toHaveBeenCalledWith(expect.any(String), expect.any(Error)))
  other.exec('rollback')
  other.close()
  said.mockRestore()

  await soon(() => expect(gateway.counts()).toEqual({ waiting: 0, dead: 0 }))
  expect(asked).toHaveLength(2)
})

test('a destination that is down is tried again, and a message can be cancelled', async () => {
  const { gateway, client } = await makeQueue([], { retryScale: 0.001 })
  const nobody = 'http://127.0.0.1:1/'
  await client.publishJSON({ url: nobody, body: {}, retries: 1 })
  await soon(() => expect(gateway.counts()).toEqual({ waiting: 0, dead: 1 }))

  const { messageId } = await client.publishJSON({ url: nobody, body: {}, delay: 60 })
  await client.messages.cancel(messageId)
  expect(gateway.counts()).toEqual({ waiting: 0, dead: 1 })
})

test('strangers, bad destinations and what is not offered are refused', async () => {
  const { gateway, client } = await makeQueue()

  const stranger = new Client({ baseUrl: gateway.url, token: 'x', devMode: false, retry: false })
  await expect(stranger.publish({ url: 'https://a.example' })).rejects.toThrow('invalid token')
  await expect(client.publish({ url: 'ftp://a.example' })).rejects.toThrow('invalid destination')
  const cron = client.schedules.create({ destination: 'https://a.example', cron: '* * * * *' })
  await expect(cron).rejects.toThrow('not found')
})

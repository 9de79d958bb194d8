import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { message } from '#functions/messages.ts'
import { createPublisher } from '#queues/publisher.ts'

type Sent = { destination: string; headers: Record<string, string>; body: string }
type Request = { url: string | undefined; authorization: string | undefined; batch: Sent[] }

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** A QStash that takes what it is given, or answers as `answer` says. */
async function withQueue(
  work: (url: string, requests: Request[]) => Promise<void>,
  answer?: unknown,
) {
  const requests: Request[] = []
  const server = createServer(async (request, response) => {
    const batch = JSON.parse(await readBody(request)) as Sent[]
    requests.push({ url: request.url, authorization: request.headers.authorization, batch })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer ?? batch.map((_, i) => ({ messageId: `msg_${i}` }))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    await work(`http://127.0.0.1:${port}`, requests)
  } finally {
    server.close()
  }
}

const eventId = '0198a000-0000-7000-8000-000000000001'
const origin = 'https://hallway.test'
const purge = () => message('purge-pages', { tags: ['home'] })

test('messages go out in one call, each to its job and deduplicated by its id', async () => {
  vi.stubEnv('QSTASH_DEV', 'true')
  await withQueue(async (url, requests) => {
    const first = message('ingest-posts', { eventId })
    const second = message('count-coverage', { eventId })

    await createPublisher({ url, token: 'secret', origin })([first, second])

    const [{ url: path, authorization, batch } = { url: '', authorization: '', batch: [] }] =
      requests
    expect([requests.length, path, authorization]).toEqual([1, '/v2/batch', 'Bearer secret'])
    expect(batch.map(({ destination }) => destination)).toEqual([
      'https://hallway.test/_queues/ingest-posts',
      'https://hallway.test/_queues/count-coverage',
    ])
    expect(JSON.parse(batch[0]?.body ?? '')).toEqual({ id: first.id, payload: { eventId } })
    expect(batch[0]?.headers).toMatchObject({
      'upstash-deduplication-id': `hallway.test-${first.id}`,
      'upstash-retries': '5',
      'content-type': 'application/json',
    })
  })
  vi.unstubAllEnvs()
})

const tie = () => message('update-sets', { eventId, personId: crypto.randomUUID() })
const waiting = [
  ['purge-pages', purge],
  ['update-sets', tie],
] as const

test.each(waiting)(
  '%s: what comes in the same 12 seconds is one delivery, when they are over',
  async (job, make) => {
    await withQueue(async (url, requests) => {
      for (const nowMs of [120_000, 131_900, 132_000])
        await createPublisher({ url, token: 'secret', origin, nowMs: () => nowMs })([
          make(),
          make(),
        ])

      const headers = requests.flatMap(({ batch }) => batch.map((sent) => sent.headers))
      expect(headers.map((each) => each['upstash-deduplication-id'])).toEqual([
        `hallway.test-${job}-together-132`,
        `hallway.test-${job}-together-144`,
      ])
      // A little later, for those that are a little late.
      expect(headers.map((each) => each['upstash-delay'])).toEqual(['14s', '14s'])
      expect(headers[0]).toMatchObject({
        'upstash-flow-control-key': `hallway.test-${job}-together`,
      })
      expect(headers[0]?.['upstash-flow-control-value']).toContain('rate=5')
    })
  },
)

test('a delivery that the queue did not take is asked for again', async () => {
  await withQueue(
    async (url) => {
      const publish = createPublisher({ url, token: 'secret', origin, nowMs: () => 0 })
      for (let tries = 0; tries < 2; tries += 1)
        await expect(publish([tie()])).rejects.toThrow('1 of 1 messages')
    },
    [{ error: 'no' }],
  )
})

test('a message on its own is published as often as the sweep asks for it', async () => {
  await withQueue(async (url, requests) => {
    const one = message('ingest-posts', { eventId })
    for (let tries = 0; tries < 2; tries += 1)
      await createPublisher({ url, token: 'secret', origin, nowMs: () => 0 })([one])
    expect(requests).toHaveLength(2)
  })
})

test('two sites that share an account of the queue, and a copy of a database, take nothing from each other', async () => {
  await withQueue(async (url, requests) => {
    const messages = [purge(), message('ingest-posts', { eventId })]
    for (const site of [
      'https://hallway.test',
      'https://staging.hallway.test',
      'http://[::1]:8787',
    ])
      await createPublisher({ url, token: 'secret', origin: site, nowMs: () => 0 })(messages)

    const headers = requests.flatMap(({ batch }) => batch.map((sent) => sent.headers))
    const of = (name: string) => headers.map((each) => each[name]).filter(Boolean)
    expect(new Set(of('upstash-deduplication-id')).size).toBe(6)
    expect(new Set(of('upstash-flow-control-key')).size).toBe(6)
    for (const name of [...of('upstash-deduplication-id'), ...of('upstash-flow-control-key')])
      expect(name).toMatch(/^[\w.-]+$/)
  })
})

test('what the queue does not take is an error', async () => {
  await withQueue(
    async (url) => {
      const publish = createPublisher({ url, token: 'secret', origin })
      const two = [1, 2].map(() => message('ingest-posts', { eventId }))
      await expect(publish(two)).rejects.toThrow('1 of 2 messages')
    },
    [{ messageId: 'msg_1' }, { error: 'no' }],
  )
})

test('nothing to publish asks nobody', async () => {
  await createPublisher({ url: 'http://127.0.0.1:9', token: 'secret', origin })([])
})

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { newId } from '#db/id.ts'
import { jobRuns, outbox } from '#db/schema/index.ts'
import type { Deps } from '#functions/deps.ts'
import { jobNames } from '#functions/jobs.ts'
import { message } from '#functions/messages.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { purgePages } from '#functions/site/purge-pages.ts'
import { createConsumer } from '#queues/consumer.ts'
import { createDeadLetters } from '#queues/dead-letters.ts'
import type { Handlers } from '#queues/handlers.ts'
import { createPublisher } from '#queues/publisher.ts'
import { startQstashGateway } from '#scripts/stack/qstash-gateway.ts'
import { db } from '../support/database.ts'
import { makeDeps } from '../support/deps.ts'

const keys = { QSTASH_CURRENT_SIGNING_KEY: 'sig_current', QSTASH_NEXT_SIGNING_KEY: 'sig_next' }

/** Serves the consumer with one job in place of every real one, and answers its origin. */
async function serveConsumer(job: JobFunction<unknown>) {
  const { deps: plain } = makeDeps()
  const handlers = Object.fromEntries(jobNames.map((name) => [name, job])) as Handlers
  const app = new Hono<{ Variables: { deps: Deps; settings: typeof keys } }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = new Headers(Object.entries(request.headers).map(([k, v]) => [k, String(v)]))
    const { method = 'POST' } = request
    const answer = await app.request(request.url ?? '/', {
      method,
      headers,
      body: Buffer.concat(chunks),
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deps = { ...plain, config: { ...plain.config, origin } }
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('settings', keys)
    await next()
  })
  app.route('/_queues', createConsumer(handlers))
  return { origin, stop: () => server.close() }
}

const signingKeys = { current: 'sig_current', next: 'sig_next' }

/** The local stack's queue in front of the consumer, with retries a thousand times as fast. */
async function withQueue(
  job: JobFunction<unknown>,
  work: (queue: Awaited<ReturnType<typeof connect>>) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-queue-'))
  const consumer = await serveConsumer(job)
  const gateway = await startQstashGateway({
    file: join(folder, 'queue.db'),
    token: 'secret',
    keyRing: { keys: () => signingKeys, rotate: () => signingKeys },
    retryScale: 0.001,
  })
  try {
    await work(await connect(gateway, consumer.origin))
  } finally {
    await gateway.stop()
    consumer.stop()
    await rm(folder, { recursive: true })
  }
}

async function connect(gateway: Awaited<ReturnType<typeof startQstashGateway>>, origin: string) {
  const options = { url: gateway.url, token: 'secret', origin }
  return { gateway, publish: createPublisher(options), deadLetters: createDeadLetters(options) }
}

const ingest = () => message('ingest-posts', { eventId: newId() })
const isSettled = async (id: string) => (await db.$count(jobRuns, eq(jobRuns.messageId, id))) > 0
const until = (condition: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 5000, interval: 10 })

test('a published message is delivered and settled, and publishing it again changes nothing', async () => {
  const job = vi.fn<JobFunction<unknown>>(async () => [])
  await withQueue(job, async ({ publish, gateway }) => {
    const sent = ingest()
    await publish([sent])
    await publish([sent])
    await until(() => isSettled(sent.id))
    await until(async () => gateway.counts().waiting === 0)
    expect(job).toHaveBeenCalledOnce()
  })
})

test('a job that fails is tried again until it succeeds', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let tries = 0
  const job: JobFunction<unknown> = async () => {
    tries += 1
    if (tries < 3) throw new Error('not yet')
    return []
  }
  await withQueue(job, async ({ publish }) => {
    const sent = ingest()
    await publish([sent])
    await until(() => isSettled(sent.id))
    expect(tries).toBe(3)
  })
  vi.restoreAllMocks()
})

test('what cannot succeed is a dead letter at once, and comes once more when it is replayed', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  await withQueue(
    async () => [],
    async ({ publish, deadLetters, gateway }) => {
      const broken = { ...ingest(), payload: { eventId: 'fernconf' } }
      await publish([broken])
      await until(async () => gateway.counts().dead === 1)

      const { letters, cursor } = await deadLetters.list()
      expect(letters).toMatchObject([
        {
          job: 'ingest-posts',
          messageId: broken.id,
          status: 489,
          reason: 'That is no message for ingest-posts',
        },
      ])
      expect(cursor).toBeNull()

      expect(await deadLetters.replay(letters.map(({ id }) => id))).toEqual({ replayed: 1 })
      expect(await deadLetters.replay([])).toEqual({ replayed: 0 })
      await until(async () => log.mock.calls.length === 2 && gateway.counts().dead === 1)
    },
  )
  vi.restoreAllMocks()
})

test('purges of one window arrive as one delivery when it is over', async () => {
  const job = vi.fn<JobFunction<unknown>>(async () => [])
  await withQueue(job, async ({ publish, gateway }) => {
    await publish([1, 2, 3].map((n) => message('purge-pages', { tags: [`event-${n}`] })))
    expect(gateway.counts().waiting).toBe(1)
    expect(job).not.toHaveBeenCalled()

    gateway.advance(15_000)
    await until(async () => gateway.counts().waiting === 0)
    expect(job).toHaveBeenCalledOnce()
  })
})

test('a delivery serves its whole window, also when an earlier one has settled the message it came with', async () => {
  const { deps } = makeDeps()
  const insert = async () => {
    const made = message('purge-pages', { tags: ['home'] })
    await db.insert(outbox).values(made)
    return made
  }
  await withQueue(purgePages, async ({ publish, gateway }) => {
    const first = await insert()
    await publish([first])
    await deps.commit(await purgePages(deps))
    expect(await isSettled(first.id)).toBe(true)
    const second = await insert()
    await publish([second])

    gateway.advance(15_000)
    await until(async () => gateway.counts().waiting === 0)
    expect(await isSettled(second.id)).toBe(true)
  })
})

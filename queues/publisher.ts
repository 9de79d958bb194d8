import { Client } from '@upstash/qstash'
import type { Publish } from '#functions/deps.ts'
import { lazily } from '#functions/lazily.ts'
import type { Message } from '#functions/messages.ts'
import { paths } from '#functions/paths.ts'

/** After these the message is a dead letter; the outbox knows that it was not settled. */
export const RETRIES = 5

/** A purge names every page that waits, so one in 12 s is enough, and all that the quota allows. */
const PURGE_EVERY_S = 12
const PURGE_LIMIT = { key: 'purge-pages', rate: 5, period: '1m', parallelism: 1 } as const

/** Nobody waits for publishing, but a Worker may not wait for ever: the sweep tries again. */
const TIMEOUT_MS = 10_000

type Options = { url: string; token: string; origin: string; nowMs?: () => number }

/** Hands messages to QStash, all in one call. Throws when QStash does not take every one of them. */
export function createPublisher({ url, token, origin, nowMs = Date.now }: Options): Publish {
  // devMode: the SDK would obey QSTASH_DEV in the environment, and talk to a server of its own.
  const quiet = { devMode: false, enableTelemetry: false, retry: { retries: 1 } }
  const client = lazily(() => new Client({ baseUrl: url, token, ...quiet }))
  return async (messages) => {
    if (messages.length === 0) return
    const batch = messages.map(({ id, job, payload }) => ({
      url: `${origin}${paths.queue(job)}`,
      body: { id, payload },
      retries: RETRIES,
      ...once({ id, job }, nowMs()),
    }))
    const taken = await withinTime(client().batchJSON(batch))
    const missing = messages.length - taken.filter((answer) => 'messageId' in answer).length
    if (missing > 0)
      throw new Error(`QStash did not take ${missing} of ${messages.length} messages`)
  }
}

/**
 * What QStash takes for the same message. Purges of the same 12 s count as one, delivered when they
 * are over: it finds the others in the outbox and settles them too.
 */
function once({ id, job }: Pick<Message, 'id' | 'job'>, nowMs: number) {
  if (job !== 'purge-pages') return { deduplicationId: id }
  const nowS = Math.floor(nowMs / 1000)
  const endS = nowS - (nowS % PURGE_EVERY_S) + PURGE_EVERY_S
  return { deduplicationId: `purge-pages-${endS}`, delay: endS - nowS, flowControl: PURGE_LIMIT }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`QStash did not answer in ${TIMEOUT_MS} ms`)
    timer = setTimeout(() => reject(error), TIMEOUT_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

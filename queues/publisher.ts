import { Client } from '@upstash/qstash'
import type { Publish } from '#functions/deps.ts'
import { lazily } from '#functions/lazily.ts'
import type { Message } from '#functions/messages.ts'
import { paths } from '#functions/paths.ts'

/** After these the message is a dead letter; the outbox knows that it was not settled. */
export const RETRIES = 5

/** A purge names every page that waits, so one in 12 s is enough, and all that the quota allows. */
const PURGE_EVERY_S = 12
/** Delivered so much later, so that what is published at the last moment finds it still to come. */
const PURGE_SLACK_S = 2
const PURGE_LIMIT = { rate: 5, period: '1m', parallelism: 1 } as const

/**
 * Of each job so many are delivered at once, and the others wait at the queue. What is refused here
 * (workers/overload/) counts as a failed try, of which each message has few.
 */
const PARALLELISM = 8

/** Nobody waits for publishing, but a Worker may not wait for ever: the sweep tries again. */
const TIMEOUT_MS = 10_000

type Options = { url: string; token: string; origin: string; nowMs?: () => number }

/** Hands messages to QStash, all in one call. Throws when QStash does not take every one of them. */
export function createPublisher({ url, token, origin, nowMs = Date.now }: Options): Publish {
  // devMode: the SDK would obey QSTASH_DEV in the environment, and talk to a server of its own.
  const site = siteOf(origin)
  const quiet = { devMode: false, enableTelemetry: false, retry: { retries: 1 } }
  const client = lazily(() => new Client({ baseUrl: url, token, ...quiet }))
  return async (messages) => {
    if (messages.length === 0) return
    const batch = messages.map(({ id, job, payload }) => ({
      url: `${origin}${paths.queue(job)}`,
      body: { id: job === 'purge-pages' ? crypto.randomUUID() : id, payload },
      retries: RETRIES,
      ...once({ id, job, site }, nowMs()),
    }))
    const taken = await withinTime(client().batchJSON(batch))
    const missing = messages.length - taken.filter((answer) => 'messageId' in answer).length
    if (missing > 0)
      throw new Error(`QStash did not take ${missing} of ${messages.length} messages`)
  }
}

/** Ids and keys hold for a whole account of QStash, which two sites may share: letters, digits, `-`, `_` and `.`. */
const siteOf = (origin: string) => new URL(origin).host.replace(/[^\w.-]/g, '-')

/**
 * What QStash takes for the same message. Purges of the same 12 s count as one, delivered when they
 * are over: it finds all of them in the outbox. It has an id of its own, since an earlier delivery may
 * have settled the row that it came from, but not those that came after.
 */
function once({ id, job, site }: Pick<Message, 'id' | 'job'> & { site: string }, nowMs: number) {
  if (job !== 'purge-pages')
    return {
      deduplicationId: `${site}-${id}`,
      flowControl: { key: `${site}-${job}`, parallelism: PARALLELISM },
    }
  const nowS = Math.floor(nowMs / 1000)
  const endS = nowS - (nowS % PURGE_EVERY_S) + PURGE_EVERY_S
  const key = `${site}-purge-pages`
  return {
    deduplicationId: `${key}-${endS}`,
    delay: endS - nowS + PURGE_SLACK_S,
    flowControl: { key, ...PURGE_LIMIT },
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`QStash did not answer in ${TIMEOUT_MS} ms`)
    timer = setTimeout(() => reject(error), TIMEOUT_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

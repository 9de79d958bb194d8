import { Client } from '@upstash/qstash'
import type { Publish } from '#functions/deps.ts'
import { isCoalesced, policyOf } from '#functions/jobs.ts'
import { lazily } from '#functions/lazily.ts'
import type { Message } from '#functions/messages.ts'
import { paths } from '#functions/paths.ts'
import { tooLate, withinTime } from '#functions/within-time.ts'

/** After these the message is a dead letter; the outbox knows that it was not settled. */
export const RETRIES = 5

/** Delivered so much later, so that what is published at the last moment finds it still to come. */
const SLACK_S = 2

/** Nobody waits for publishing, but a Worker may not wait for ever: the sweep tries again. */
const TIMEOUT_MS = 10_000

type Options = { url: string; token: string; origin: string; nowMs?: () => number }

/** The last deliveries of messages that wait together which this isolate has asked for. */
let asked: readonly string[] = []
const MOST_ASKED = 10

/**
 * Hands messages to QStash, all in one call. Throws when QStash does not take every one of them. A
 * delivery that this isolate has asked for already, and that is still to come, is not asked for again.
 */
export function createPublisher({ url, token, origin, nowMs = Date.now }: Options): Publish {
  // devMode: the SDK would obey QSTASH_DEV in the environment, and talk to a server of its own.
  const site = siteOf(origin)
  const quiet = { devMode: false, enableTelemetry: false, retry: { retries: 1 } }
  const client = lazily(() => new Client({ baseUrl: url, token, ...quiet }))
  return async (messages) => {
    const deliveries = messages
      .map(({ id, job, payload }) => ({
        url: `${origin}${paths.queue(job)}`,
        // A run of messages that wait together has an id of its own: an earlier one may have settled
        // the row that it came from, but not those that came after.
        body: { id: isCoalesced(job) ? crypto.randomUUID() : id, payload },
        retries: RETRIES,
        ...once({ id, job, site }, nowMs()),
      }))
      .filter(({ deduplicationId: id }) => !asked.includes(url + id))
    const batch = [...new Map(deliveries.map((one) => [one.deduplicationId, one])).values()]
    if (batch.length === 0) return
    const late = tooLate(`QStash did not answer in ${TIMEOUT_MS} ms`)
    const taken = await withinTime(client().batchJSON(batch), TIMEOUT_MS, late)
    const missing = batch.length - taken.filter((answer) => 'messageId' in answer).length
    if (missing > 0) throw new Error(`QStash did not take ${missing} of ${batch.length} messages`)
    const waited = batch.filter((one) => 'delay' in one).map((one) => url + one.deduplicationId)
    asked = [...asked, ...waited].slice(-MOST_ASKED)
  }
}

/** Ids and keys hold for a whole account of QStash, which two sites may share: letters, digits, `-`, `_` and `.`. */
const siteOf = (origin: string) => new URL(origin).host.replace(/[^\w.-]/g, '-')

/**
 * What QStash takes for the same message. Those that wait together and come in the same seconds count
 * as one, delivered when these are over: it finds all of them in the outbox.
 */
function once({ id, job, site }: Pick<Message, 'id' | 'job'> & { site: string }, nowMs: number) {
  const { parallelism, coalesceS } = policyOf(job)
  if (coalesceS === undefined) {
    const key = `${site}-${job}`
    return { deduplicationId: `${site}-${id}`, flowControl: { key, parallelism } }
  }
  // A key of its own: the limits of an older version, which sent them one by one, hold for another.
  const key = `${site}-${job}-together`
  const nowS = Math.floor(nowMs / 1000)
  const endS = nowS - (nowS % coalesceS) + coalesceS
  return {
    deduplicationId: `${key}-${endS}`,
    delay: endS - nowS + SLACK_S,
    flowControl: { key, rate: 60 / coalesceS, period: '1m' as const, parallelism },
  }
}

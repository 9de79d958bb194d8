import { setTimeout as sleep } from 'node:timers/promises'
import { deliver } from './qstash-delivery.ts'
import type { QueuedMessage } from './qstash-message.ts'
import type { QstashStore } from './qstash-store.ts'

/** How many deliveries are under way at once. */
const MAX_IN_FLIGHT = 32
const LOOK_AHEAD = 500
const MAX_SLEEP_MS = 1_000
/** How soon a message that flow control holds back is looked at again. */
const FLOW_SLEEP_MS = 50

type Options = {
  readonly store: QstashStore
  /** The key that is current when a delivery begins. */
  readonly signingKey: () => string
  readonly nowMs: () => number
  /** Multiplies every wait before a retry. Below 1 for tests. */
  readonly retryScale: number
}

/** Delivers what is due, a few at a time, until it is stopped. */
export class QstashQueue {
  readonly #options: Options
  readonly #inFlight = new Map<string, Promise<void>>()
  readonly #flows = new Map<string, { active: number; startedMs: number[] }>()
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Looks for due messages now: called when one was added, has ended, or time has passed. */
  wake() {
    if (this.#stopped) return
    const { store, nowMs } = this.#options
    clearTimeout(this.#timer)
    let longestMs = MAX_SLEEP_MS
    for (const message of store.listDue(nowMs(), LOOK_AHEAD)) {
      if (this.#inFlight.size >= MAX_IN_FLIGHT) break
      if (this.#inFlight.has(message.id)) continue
      if (this.#mayStart(message)) this.#start(message)
      else longestMs = FLOW_SLEEP_MS
    }
    const nextMs = (store.nextDueMs(nowMs()) ?? Number.POSITIVE_INFINITY) - nowMs()
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(nextMs, 1), longestMs)).unref()
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.all(this.#inFlight.values())
  }

  #mayStart({ flow }: QueuedMessage): boolean {
    const used = flow && this.#flows.get(flow.key)
    if (!flow || !used) return true
    used.startedMs = used.startedMs.filter((at) => at > this.#options.nowMs() - flow.periodMs)
    return used.active < flow.parallelism && used.startedMs.length < flow.rate
  }

  #start(message: QueuedMessage) {
    const { flow } = message
    const used = flow && (this.#flows.get(flow.key) ?? { active: 0, startedMs: [] })
    if (flow && used) {
      used.active += 1
      used.startedMs.push(this.#options.nowMs())
      this.#flows.set(flow.key, used)
    }
    const work = this.#deliver(message)
      .catch(waitForDisk)
      .finally(() => {
        if (used) used.active -= 1
        this.#inFlight.delete(message.id)
        this.wake()
      })
    this.#inFlight.set(message.id, work)
  }

  async #deliver(message: QueuedMessage) {
    const { store, signingKey, nowMs, retryScale } = this.#options
    const outcome = await deliver(message, signingKey())
    if (outcome.kind === 'delivered') store.remove(message.id)
    else if (outcome.kind === 'dead') store.bury(message.id, outcome.answer, nowMs())
    else
      store.postpone(message.id, {
        dueAtMs: nowMs() + outcome.afterMs * retryScale,
        retried: message.retried + 1,
      })
  }
}

/** The outcome could not be kept: the message is still due, and is delivered again after a while. */
async function waitForDisk(error: Error) {
  console.error('QStash could not keep what became of a message:', error)
  await sleep(MAX_SLEEP_MS)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { deliver } from './qstash-delivery.ts'
import type { FlowControl, QueuedMessage } from './qstash-message.ts'
import type { QstashStore } from './qstash-store.ts'

/** How many deliveries with one flow control key, or without any, are under way at once. */
const MAX_IN_FLIGHT = 32
const NO_FLOW: FlowControl = {
  key: '',
  parallelism: MAX_IN_FLIGHT,
  rate: Number.POSITIVE_INFINITY,
  periodMs: 1_000,
}
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

/** Delivers what is due, the oldest of each flow control key first, until it is stopped. */
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
    // Each key has a waiting list of its own, so a long one keeps none of the others waiting.
    const heldBack = store.lanes().map((lane) => this.#startDue(lane))
    const longestMs = heldBack.includes(true) ? FLOW_SLEEP_MS : MAX_SLEEP_MS
    const nextMs = (store.nextDueMs(nowMs()) ?? Number.POSITIVE_INFINITY) - nowMs()
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(nextMs, 1), longestMs)).unref()
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.all(this.#inFlight.values())
  }

  /** Whether any that are due have to wait. Those under way are among the oldest. */
  #startDue(lane: string): boolean {
    const due = { nowMs: this.#options.nowMs(), limit: 2 * MAX_IN_FLIGHT }
    for (const message of this.#options.store.listDue(lane, due)) {
      if (this.#inFlight.has(message.id)) continue
      if (!this.#mayStart(message)) return true
      this.#start(message)
    }
    return false
  }

  #mayStart({ flow }: QueuedMessage): boolean {
    const { key, parallelism, rate, periodMs } = flow ?? NO_FLOW
    const used = this.#flows.get(key)
    if (!used) return true
    used.startedMs = used.startedMs.filter((at) => at > this.#options.nowMs() - periodMs)
    return used.active < Math.min(parallelism, MAX_IN_FLIGHT) && used.startedMs.length < rate
  }

  #start(message: QueuedMessage) {
    const { key } = message.flow ?? NO_FLOW
    const used = this.#flows.get(key) ?? { active: 0, startedMs: [] }
    used.active += 1
    used.startedMs.push(this.#options.nowMs())
    this.#flows.set(key, used)
    const work = this.#deliver(message)
      .catch(waitForDisk)
      .finally(() => {
        used.active -= 1
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

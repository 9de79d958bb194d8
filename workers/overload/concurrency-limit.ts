/** Gives a place back. Doing it again does nothing. */
export type Leave = () => void

export type Limits = {
  /** How much may be under way at once. */
  readonly underWay: number
  /** How much more may wait for a place, and for how long. */
  readonly waiting: number
  readonly patienceMs: number
}

/**
 * Longer than all time-outs that one request can meet. A place that is held for longer belongs to
 * work that ended without giving it back.
 */
const LEASE_MS = 60_000
/** How often the first in the queue looks for a place; the second half as often, and so on. */
const POLL_MS = 3

/**
 * A bulkhead: bounds what is under way at once in this isolate, with a short queue for bursts, first
 * come, first served. What finds the queue full is to be refused: it is the newest, and a longer
 * queue would answer no more, only later.
 *
 * Who waits looks for a place by timers of their own. A request that wakes another makes it run in
 * the wrong context, where workerd refuses all I/O ("on behalf of a different request").
 */
export class ConcurrencyLimit {
  readonly #limits: Limits
  /** When each place was taken, the oldest first. */
  readonly #places = new Map<symbol, number>()
  /** When each in the queue gives up, the oldest first. */
  readonly #queue = new Map<symbol, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** A place, now or as soon as there is one; null when the queue is full or the wait too long. */
  enter(nowMs: number): Leave | Promise<Leave | null> | null {
    this.#dropLost(nowMs)
    if (this.#queue.size < this.#free()) return this.#take(nowMs)
    return this.#queue.size < this.#limits.waiting ? this.#wait(nowMs) : null
  }

  #free() {
    return this.#limits.underWay - this.#places.size
  }

  #take(nowMs: number): Leave {
    const place = Symbol()
    this.#places.set(place, nowMs)
    return () => {
      this.#places.delete(place)
    }
  }

  async #wait(startedAtMs: number): Promise<Leave | null> {
    const ticket = Symbol()
    const untilMs = startedAtMs + this.#limits.patienceMs
    this.#queue.set(ticket, untilMs)
    for (;;) {
      const pauseMs = POLL_MS * (this.#aheadOf(ticket) + 1)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      const nowMs = Date.now()
      this.#dropLost(nowMs)
      if (!this.#queue.has(ticket)) return null
      if (this.#aheadOf(ticket) < this.#free()) {
        this.#queue.delete(ticket)
        return this.#take(nowMs)
      }
    }
  }

  #aheadOf = (ticket: symbol) => [...this.#queue.keys()].indexOf(ticket)

  /** Places whose lease is over, and those in the queue who have waited too long or are gone. */
  #dropLost(nowMs: number) {
    for (const [place, takenAtMs] of this.#places)
      if (nowMs - takenAtMs >= LEASE_MS) this.#places.delete(place)
    for (const [ticket, untilMs] of this.#queue) if (nowMs >= untilMs) this.#queue.delete(ticket)
  }
}

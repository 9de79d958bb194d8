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

/**
 * A bulkhead: bounds what is under way at once in this isolate, with a short queue for bursts, first
 * come, first served. What finds the queue full is to be refused: it is the newest, and a longer
 * queue would answer no more, only later.
 */
export class ConcurrencyLimit {
  readonly #limits: Limits
  /** When each place was taken, the oldest first. */
  readonly #places = new Map<symbol, number>()
  /** Who waits, the oldest first. */
  readonly #queue = new Set<(leave: Leave) => void>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** A place, now or as soon as there is one; null when the queue is full or the wait too long. */
  enter(nowMs: number): Leave | Promise<Leave | null> | null {
    this.#takeBackLost(nowMs)
    if (this.#queue.size === 0 && this.#places.size < this.#limits.underWay)
      return this.#take(nowMs)
    return this.#queue.size < this.#limits.waiting ? this.#wait() : null
  }

  #take(nowMs: number): Leave {
    const place = Symbol()
    this.#places.set(place, nowMs)
    return () => {
      if (this.#places.delete(place)) this.#letNextIn()
    }
  }

  #wait(): Promise<Leave | null> {
    return new Promise((resolve) => {
      const letIn = (leave: Leave) => {
        clearTimeout(timer)
        resolve(leave)
      }
      const timer = setTimeout(() => {
        this.#queue.delete(letIn)
        resolve(null)
      }, this.#limits.patienceMs)
      this.#queue.add(letIn)
    })
  }

  #letNextIn() {
    for (const letIn of this.#queue) {
      if (this.#places.size >= this.#limits.underWay) break
      this.#queue.delete(letIn)
      letIn(this.#take(Date.now()))
    }
  }

  #takeBackLost(nowMs: number) {
    const before = this.#places.size
    for (const [place, takenAtMs] of this.#places) {
      if (nowMs - takenAtMs < LEASE_MS) break
      this.#places.delete(place)
    }
    if (this.#places.size < before) this.#letNextIn()
  }
}

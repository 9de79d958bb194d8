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
/** How often the first in the queue looks for a place. */
const POLL_MS = 3
/** Who waits longer than this part of their patience, as it looks when they come, is turned away. */
const LIKELY_WAIT = 0.5
/** How much each time that a place was held counts in their average, and in the usual one. */
const HELD_WEIGHT = 0.1
const USUAL_WEIGHT = 0.0002
/** So many times as long as usual means that what is behind is at its limit. */
const TOO_SLOW = 3
const LEAST_UNDER_WAY = 3

/**
 * A bulkhead: bounds what is under way at once in this isolate, with a queue for bursts, first come,
 * first served.
 * - The bound adapts to the database: while its places are held for longer than usual it shrinks, and
 *   while all are taken and it is as quick as usual it grows again (additive increase and decrease by
 *   latency, as TCP Vegas has it). `Usual` is the quickest average, and follows a slower one slowly.
 * - The queue is as long as can be answered in time: by Little's law, who finds n before them waits as
 *   long as n of these places are held, and is turned away at once if that is too long.
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
  /** How many places there are just now. Grows and shrinks by parts of one. */
  #underWay: number
  /** How long a place is held, on average of late, and usually. */
  #heldMs = Number.NaN
  #usualMs = Number.POSITIVE_INFINITY

  constructor(limits: Limits) {
    this.#limits = limits
    this.#underWay = limits.underWay
  }

  /** A place, now or as soon as there is one; null when the queue is full or the wait too long. */
  enter(nowMs: number): Leave | Promise<Leave | null> | null {
    this.#dropLost(nowMs)
    if (this.#queue.size < this.#free()) return this.#take(nowMs)
    const { waiting, patienceMs } = this.#limits
    const likelyMs = this.#waitBehind(this.#queue.size)
    if (this.#queue.size >= waiting || likelyMs > LIKELY_WAIT * patienceMs) return null
    return this.#wait(nowMs)
  }

  /** How long it likely takes until so many others, and then oneself, have got a place. */
  #waitBehind(others: number) {
    return ((others + 1) * (this.#heldMs || 0)) / this.#underWay
  }

  #free() {
    return Math.floor(this.#underWay) - this.#places.size
  }

  #take(nowMs: number): Leave {
    const place = Symbol()
    this.#places.set(place, nowMs)
    return () => {
      const wasFull = this.#free() <= 0
      if (this.#places.delete(place)) this.#learn(Date.now() - nowMs, wasFull)
    }
  }

  #learn(heldMs: number, wasFull: boolean) {
    // A clock that stood still means that nobody was asked: it says nothing of how quick they are.
    if (heldMs === 0) return
    const before = Number.isNaN(this.#heldMs) ? heldMs : this.#heldMs
    this.#heldMs = before + HELD_WEIGHT * (heldMs - before)
    const slower = Math.max(0, this.#heldMs - this.#usualMs)
    this.#usualMs = Math.min(this.#heldMs, this.#usualMs + USUAL_WEIGHT * slower)
    const { underWay: most } = this.#limits
    const change = this.#heldMs > TOO_SLOW * this.#usualMs ? -1 : wasFull ? 1 : 0
    const next = this.#underWay + change / Math.max(1, this.#underWay)
    this.#underWay = Math.min(most, Math.max(Math.min(LEAST_UNDER_WAY, most), next))
  }

  async #wait(startedAtMs: number): Promise<Leave | null> {
    const ticket = Symbol()
    const untilMs = startedAtMs + this.#limits.patienceMs
    this.#queue.set(ticket, untilMs)
    for (;;) {
      const pauseMs = Math.max(POLL_MS, this.#waitBehind(this.#aheadOf(ticket)) / 2)
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

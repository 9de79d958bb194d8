import { MovingAverage } from './moving-average.ts'

/** Gives a place back. Doing it again does nothing. */
export type Leave = () => void

export type Limits = {
  /** How much may be under way at once. */
  readonly underWay: number
  /** How much more may wait for a place, and for how long. */
  readonly waiting: number
  readonly patienceMs: number
  /** The longest likely wait for whoever comes while there is overload; null for who may wait longer. */
  readonly overloadWaitMs: number | null
}

/**
 * Longer than all time-outs that one request can meet. A place that is held for longer belongs to
 * work that ended without giving it back.
 */
const LEASE_MS = 60_000
/** How often the first in the queue looks for a place, and the last at least. */
const POLL_MS = 3
const MAX_POLL_MS = 50
/** A queue that has stood for so long is no burst but overload, until it was empty for a while. */
const STANDING_MS = 3_000
const BREAK_MS = 500
const LEAST_UNDER_WAY = 4
/** Timers that come so late on average mean that the processor is what there is too little of. */
const LATE_MS = 10

/**
 * A bulkhead: bounds what is under way at once in this isolate, with a queue, first come, first served.
 * The queue is for bursts. When it stands there is overload, as Facebook's controlled delay has it
 * (B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015). Until it is over the queue is only as long as
 * can be answered soon: by Little's law, who finds n before them waits as long as n of these places
 * are held, and is turned away if that is too long. What is too long depends on what there is too
 * little of:
 * - the processor, which shows by timers that come late: the least wait, and places become fewer,
 *   since what is begun only slows the rest down;
 * - nothing of ours, as when a database is slow to answer: as long as one's own answer takes.
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
  /** Since when there has been a queue without a break, and since when there is none. */
  #standingSinceMs = 0
  #emptySinceMs = Number.NEGATIVE_INFINITY
  /** How many places there are just now. Grows and shrinks by parts of one. */
  #underWay: number
  /** How long a place is held. */
  readonly #held = new MovingAverage()
  /** How late timers come: with one thread for all, as long as others were busy with it. */
  readonly #late = new MovingAverage()

  constructor(limits: Limits) {
    this.#limits = limits
    this.#underWay = limits.underWay
  }

  /** A place, now or as soon as there is one; null when the queue is full or the wait too long. */
  enter(nowMs: number): Leave | Promise<Leave | null> | null {
    this.#dropLost(nowMs)
    if (this.#queue.size < this.#free()) return this.#take(nowMs)
    if (this.#queue.size >= this.#limits.waiting) return null
    const { overloadWaitMs } = this.#limits
    if (overloadWaitMs === null || !this.#isOverloaded(nowMs)) return this.#wait(nowMs)
    const longestMs = this.#isBusy() ? overloadWaitMs : Math.max(overloadWaitMs, this.#held.ms)
    if (this.#waitBehind(this.#queue.size - this.#free()) <= longestMs) return this.#wait(nowMs)
    // Whoever is turned away would stand in the queue.
    this.#emptySinceMs = nowMs
    return null
  }

  /** How long it likely takes until so many others, and then oneself, have got a place. */
  #waitBehind(others: number) {
    return ((others + 1) * this.#held.ms) / this.#underWay
  }

  #isBusy() {
    return this.#late.ms > LATE_MS
  }

  #free() {
    return Math.floor(this.#underWay) - this.#places.size
  }

  #isOverloaded(nowMs: number) {
    const isQueue = this.#queue.size > 0 || nowMs - this.#emptySinceMs < BREAK_MS
    return isQueue && nowMs - this.#standingSinceMs >= STANDING_MS
  }

  #take(nowMs: number): Leave {
    const place = Symbol()
    this.#places.set(place, nowMs)
    return () => {
      const leftAtMs = Date.now()
      if (!this.#places.delete(place)) return
      this.#held.measure(leftAtMs - nowMs)
      this.#adapt(leftAtMs)
    }
  }

  #adapt(nowMs: number) {
    const { underWay: most, overloadWaitMs } = this.#limits
    const tooMany = overloadWaitMs !== null && this.#isBusy() && this.#isOverloaded(nowMs)
    const next = this.#underWay + (tooMany ? -1 : 1) / this.#underWay
    this.#underWay = Math.min(most, Math.max(LEAST_UNDER_WAY, next))
  }

  async #wait(startedAtMs: number): Promise<Leave | null> {
    const ticket = Symbol()
    if (this.#queue.size === 0 && startedAtMs - this.#emptySinceMs >= BREAK_MS)
      this.#standingSinceMs = startedAtMs
    this.#queue.set(ticket, startedAtMs + this.#limits.patienceMs)
    for (;;) {
      const soonMs = this.#waitBehind(this.#aheadOf(ticket)) / 2
      const pauseMs = Math.min(Math.max(POLL_MS, soonMs), MAX_POLL_MS, this.#limits.patienceMs)
      const fromMs = Date.now()
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      const nowMs = Date.now()
      this.#late.measure(Math.max(0, nowMs - fromMs - pauseMs))
      this.#dropLost(nowMs)
      if (!this.#queue.has(ticket)) return null
      if (this.#aheadOf(ticket) < this.#free()) {
        this.#dequeue(ticket, nowMs)
        return this.#take(nowMs)
      }
    }
  }

  #aheadOf = (ticket: symbol) => [...this.#queue.keys()].indexOf(ticket)

  #dequeue(ticket: symbol, nowMs: number) {
    this.#queue.delete(ticket)
    if (this.#queue.size === 0) this.#emptySinceMs = nowMs
  }

  /** Places whose lease is over, and those in the queue who have waited too long or are gone. */
  #dropLost(nowMs: number) {
    for (const [place, takenAtMs] of this.#places)
      if (nowMs - takenAtMs >= LEASE_MS) this.#places.delete(place)
    for (const [ticket, untilMs] of this.#queue) if (nowMs >= untilMs) this.#dequeue(ticket, nowMs)
  }
}

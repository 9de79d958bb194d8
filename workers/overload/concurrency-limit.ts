import { MovingAverage } from './moving-average.ts'
import { Saturation } from './saturation.ts'

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
  /** Whether less of it is begun, overload or not, where what is begun keeps the thread from others. */
  readonly givesWay?: boolean
}

type Waiter = { readonly untilMs: number; wake: () => void }

/**
 * Longer than all time-outs that one request can meet. A place that is held for longer belongs to
 * work that ended without giving it back.
 */
const LEASE_MS = 60_000
/** How often the first in the queue looks for a place unless it is woken, and the last at least. */
const POLL_MS = 10
const MAX_POLL_MS = 50
/** Who has waited for long looks less often: after so many pauses, a pause is twice as long. */
const LESS_OFTEN = 16
/** Refusing for so long is no burst but overload, until nobody was refused for a while. */
const OVERLOAD_MS = 1_000
const BREAK_MS = 1_000
/** With one, nothing would be computed while its database answers. */
const LEAST_UNDER_WAY = 2

/**
 * A bulkhead: bounds what is under way at once in this isolate, with a queue, first come, first served.
 * The queue is for bursts. When it has been full for a second there is overload: as in controlled delay
 * (B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015), it is only as long then as can be answered
 * soon. By Little's law, who finds n before them waits as long as n of these places are held, and is
 * turned away if that is too long. Where the thread or a database is saturated that is the least
 * wait, and places are fewer, since what is begun only slows the rest down. Where neither is, as when
 * a database is slow to answer, it is as long as one's own answer takes.
 *
 * Whoever leaves wakes the first in the queue, by resolving a promise that this one made: workerd runs
 * what follows in the request that made it (`handle_cross_request_promise_resolution`), as long as that
 * has I/O of its own under way, else it takes it for hung. So each also looks by a timer of its own,
 * which tells how busy the thread is and stands in for a wake that went to somebody who is gone.
 */
export class ConcurrencyLimit {
  readonly #limits: Limits
  readonly #saturation: Saturation
  /** When each place was taken, the oldest first. */
  readonly #places = new Map<symbol, number>()
  /** The oldest first. */
  readonly #queue = new Map<symbol, Waiter>()
  /** Since when somebody has been refused again and again, and when for the last time. */
  #refusingSinceMs = 0
  #refusedAtMs = Number.NEGATIVE_INFINITY
  /** How long a place is held. */
  readonly #held = new MovingAverage()

  /** Limits of what uses the same thread and databases share what is known of these. */
  constructor(limits: Limits, saturation = new Saturation()) {
    this.#limits = limits
    this.#saturation = saturation
  }

  /** A place, now or as soon as there is one; null when the queue is full or the wait too long. */
  enter(nowMs: number): Leave | Promise<Leave | null> | null {
    if (this.refuses(nowMs)) return null
    return this.#isRoom(nowMs) ? this.#take(nowMs) : this.#wait(nowMs)
  }

  /** Whether whoever comes now is refused. To be asked once for each: it makes the overload. */
  refuses(nowMs: number): boolean {
    this.#dropLost(nowMs)
    if (this.#isRoom(nowMs)) return false
    const isFull = this.#queue.size >= this.#limits.waiting
    if (!isFull && (!this.#isOverloaded(nowMs) || this.#isSoon(nowMs))) return false
    if (nowMs - this.#refusedAtMs >= BREAK_MS) this.#refusingSinceMs = nowMs
    this.#refusedAtMs = nowMs
    return true
  }

  #isRoom(nowMs: number) {
    return this.#queue.size < this.#free(nowMs)
  }

  #isSoon(nowMs: number) {
    const { overloadWaitMs, patienceMs } = this.#limits
    const leastMs = overloadWaitMs ?? 0
    const longestMs = this.#saturation.isSaturated
      ? leastMs
      : Math.min(patienceMs, Math.max(leastMs, this.#held.ms))
    return this.#waitBehind(this.#queue.size - this.#free(nowMs), nowMs) <= longestMs
  }

  /** How long it likely takes until so many others, and then oneself, have got a place. */
  #waitBehind(others: number, nowMs: number) {
    return ((others + 1) * this.#held.ms) / this.#underWay(nowMs)
  }

  /** How many places there are just now. */
  #underWay(nowMs: number) {
    const { underWay, givesWay } = this.#limits
    const easyPart = givesWay ? this.#saturation.easyPart(nowMs) : 1
    const part = this.#isOverloaded(nowMs) ? Math.min(easyPart, this.#saturation.part) : easyPart
    return Math.max(Math.min(LEAST_UNDER_WAY, underWay), underWay * part)
  }

  #free(nowMs: number) {
    return this.#underWay(nowMs) - this.#places.size
  }

  #isOverloaded(nowMs: number) {
    if (this.#limits.overloadWaitMs === null || nowMs - this.#refusedAtMs >= BREAK_MS) return false
    return nowMs - this.#refusingSinceMs >= OVERLOAD_MS
  }

  #take(nowMs: number): Leave {
    const place = Symbol()
    this.#places.set(place, nowMs)
    return () => {
      const leftAtMs = Date.now()
      if (!this.#places.delete(place)) return
      this.#held.measure(leftAtMs - nowMs)
      this.#wakeFirst(leftAtMs)
      if (this.#isOverloaded(leftAtMs)) this.#saturation.measureHeld(nowMs, leftAtMs)
    }
  }

  #wakeFirst(nowMs: number) {
    const [first] = this.#queue.values()
    if (first && this.#free(nowMs) > 0) first.wake()
  }

  async #wait(startedAtMs: number): Promise<Leave | null> {
    const ticket = Symbol()
    const { patienceMs } = this.#limits
    const waiter: Waiter = { untilMs: startedAtMs + patienceMs, wake: () => {} }
    this.#queue.set(ticket, waiter)
    for (let fromMs = startedAtMs; ; ) {
      const soonMs = this.#waitBehind(this.#aheadOf(ticket), fromMs) / 2
      const laterMs = (fromMs - startedAtMs) / LESS_OFTEN
      const pauseMs = Math.min(Math.max(POLL_MS, soonMs, laterMs), MAX_POLL_MS, patienceMs)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      waiter.wake = () => resolve(true)
      const timer = setTimeout(resolve, pauseMs, false)
      const woken = await promise
      clearTimeout(timer)
      const nowMs = Date.now()
      if (!woken) this.#saturation.measureLate(Math.max(0, nowMs - fromMs - pauseMs), nowMs)
      if (this.#queue.has(ticket) && this.#aheadOf(ticket) < this.#free(nowMs)) {
        this.#queue.delete(ticket)
        const leave = this.#take(nowMs)
        this.#wakeFirst(nowMs)
        return leave
      }
      this.#dropLost(nowMs)
      if (!this.#queue.has(ticket)) return null
      fromMs = nowMs
    }
  }

  #aheadOf = (ticket: symbol) => [...this.#queue.keys()].indexOf(ticket)

  /** Places whose lease is over, and those in the queue who have waited too long or are gone. */
  #dropLost(nowMs: number) {
    for (const [place, takenAtMs] of this.#places)
      if (nowMs - takenAtMs >= LEASE_MS) this.#places.delete(place)
    for (const [ticket, { untilMs }] of this.#queue)
      if (nowMs >= untilMs) this.#queue.delete(ticket)
  }
}

import { MovingAverage } from './moving-average.ts'

/** Timers that come so late on average mean that the thread is what there is too little of. */
const LATE_MS = 10
/** Of all that were late for one reason one is asked, and a collection of garbage, which is over, counts as this. */
const LATE_APART_MS = 10
const MOST_LATE_MS = 50
/** Where nobody waits nothing is known of timers after this. */
const LATE_COUNTS_MS = 1_000
/**
 * More late than this (of whole milliseconds) may be one timer in twelve, or less is begun: whoever finds a
 * page in the cache waits as long for the thread. Each timer takes a tenth of the places or gives back a
 * hundredth.
 */
const EASY_LATE_MS = 1
const LESS = 0.9
const MORE = 1.01
/** So many answers are compared with as many, or with those of a second if these are enough. */
const SAMPLE = 32
const SAMPLE_MS = 1_000
const LEAST_SAMPLE = 12
/** Logarithms of how much faster answers are with half the places, and how much slower with twice. */
const FALL = 0.2
const RISE = 0.2
/** Of all places: as many as what is saturated needs. */
const FEW = 1 / 4
/** How often it is asked whether something still is saturated. */
const CHECK_MS = 3_000
/** After how long it is asked whether it is by now: twice as long each time that it is not. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 16_000
/** Nothing was measured for so long: what was known is old. */
const FORGET_MS = 5_000

/**
 * Whether the thread or a database is what there is too little of, for limits that wait for the same.
 *
 * What works all the time does no more for being asked by more at once: with half the places each is
 * held for half as long (Little's law, throughput being the same). A database that answers late, but
 * would answer more at once, takes as long with half the places. So in overload half the places are
 * tried, and half of those again, for as long as answers become faster; and every few seconds twice as
 * many, whether they become slower. (Netflix's concurrency-limits and Envoy's adaptive concurrency
 * compare how long answers take with the shortest time seen: any slow database is overload to them.)
 */
export class Saturation {
  /** How much of all places is to be used while there is overload. */
  part = 1
  isSaturated = false
  /** How late timers come: with one thread for all, as long as others were busy with it. */
  readonly #late = new MovingAverage()
  #lateAtMs = Number.NEGATIVE_INFINITY
  /** Of all places, those that leave the thread free often enough. */
  #easyPart = 1
  /** Logarithms of how long places were held: a few very slow answers do not move their mean. */
  #sum = 0
  #count = 0
  #sinceMs = Number.NEGATIVE_INFINITY
  #measuredAtMs = Number.NEGATIVE_INFINITY
  /** Their mean with the places that are used just now. */
  #usual = Number.POSITIVE_INFINITY
  /** While fewer places are tried, or more where something is saturated: the mean with those before. */
  #before: number | null = null
  #nextTrialMs = 0
  #pauseMs = FIRST_PAUSE_MS

  constructor() {
    this.#late.measure(0)
  }

  /** Tells how much later than it should have a timer came now. */
  measureLate(ms: number, nowMs: number) {
    if (nowMs - this.#lateAtMs < LATE_APART_MS) return
    const before = this.easyPart(nowMs)
    const easyPart = before * (ms > EASY_LATE_MS ? LESS : MORE)
    this.#easyPart = Math.min(1, Math.max(FEW, easyPart))
    this.#lateAtMs = nowMs
    this.#late.measure(Math.min(ms, MOST_LATE_MS))
  }

  /**
   * How much of all places what gives way is to use, overload or not, so that the thread answers soon who
   * needs none of them. A slow database makes no timer late.
   */
  easyPart(nowMs: number): number {
    return nowMs - this.#lateAtMs < LATE_COUNTS_MS ? this.#easyPart : 1
  }

  /** Tells that in overload a place was held from then until now. */
  measureHeld(fromMs: number, nowMs: number) {
    const agoMs = nowMs - this.#measuredAtMs
    if (agoMs < 0 || agoMs > FORGET_MS) this.#forget(nowMs)
    this.#measuredAtMs = nowMs
    if (this.#isLate() && !this.isSaturated) this.#settle(true, nowMs)
    // What was begun with another number of places tells of that.
    if (fromMs >= this.#sinceMs) {
      this.#sum += Math.log(1 + nowMs - fromMs)
      this.#count += 1
    }
    if (this.#count < SAMPLE && (nowMs - this.#sinceMs < SAMPLE_MS || this.#mayTakeLonger())) return
    if (this.#count < LEAST_SAMPLE) this.#settle(false, nowMs)
    else this.#next(this.#sum / this.#count, nowMs)
    this.#startSample(nowMs)
  }

  #startSample(nowMs: number) {
    this.#sum = 0
    this.#count = 0
    this.#sinceMs = nowMs
  }

  /** Where answers are so slow, fewer places may not be tried for long: people wait. */
  #mayTakeLonger() {
    const isWithFewer = this.#before !== null && !this.isSaturated
    return this.#count < LEAST_SAMPLE && !isWithFewer
  }

  #isLate() {
    return this.#late.ms > LATE_MS && this.#measuredAtMs - this.#lateAtMs < LATE_COUNTS_MS
  }

  #next(mean: number, nowMs: number) {
    const before = this.#before
    if (before === null) {
      // The fastest of several: one that something held up would make all that follows look fast.
      this.#usual = this.isSaturated ? Math.min(this.#usual, mean) : mean
      if (nowMs >= this.#nextTrialMs) this.#try(this.#usual)
    } else if (this.isSaturated) {
      const isSlower = mean - before > RISE
      if (isSlower || this.part === 1) this.#settle(isSlower, nowMs)
      else this.#try(mean)
    } else {
      const isFaster = before - mean > FALL
      if (isFaster && this.part > FEW) this.#try(mean)
      else this.#settle(isFaster, nowMs)
    }
  }

  #try(before: number) {
    this.#before = before
    this.part *= this.isSaturated ? 2 : 1 / 2
  }

  #settle(isSaturated: boolean, nowMs: number) {
    const wasSaturated = this.isSaturated
    this.#pauseMs =
      isSaturated || wasSaturated ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2)
    this.#nextTrialMs = nowMs + (isSaturated ? CHECK_MS : this.#pauseMs)
    this.isSaturated = isSaturated
    this.part = isSaturated ? FEW : 1
    this.#before = null
    this.#usual = Number.POSITIVE_INFINITY
  }

  #forget(nowMs: number) {
    this.#settle(false, nowMs)
    this.#pauseMs = FIRST_PAUSE_MS
    this.#nextTrialMs = nowMs
    this.#startSample(nowMs)
  }
}

import { MovingAverage } from './moving-average.ts'

/** Timers that come so late on average mean that the thread is what there is too little of. */
const LATE_MS = 10
/** Of all that were late for one reason one is asked, and a collection of garbage, which is over, counts as this. */
const LATE_APART_MS = 10
const MOST_LATE_MS = 50
/** Where nobody waits nothing is known of timers after this. */
const LATE_COUNTS_MS = 1_000
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
  /** Logarithms of how long places were held: a few very slow answers do not move their mean. */
  #sum = 0
  #count = 0
  #sinceMs = Number.NEGATIVE_INFINITY
  #measuredAtMs = Number.NEGATIVE_INFINITY
  /** Their mean with the places that are used just now. */
  #usual = Number.POSITIVE_INFINITY
  /** While other numbers of places are tried: which there were, and the mean with the last ones. */
  #trial: { readonly from: number; readonly mean: number } | null = null
  #nextTrialMs = 0
  #pauseMs = FIRST_PAUSE_MS

  constructor() {
    this.#late.measure(0)
  }

  /** Tells how much later than it should have a timer came now. */
  measureLate(ms: number, nowMs: number) {
    if (nowMs - this.#lateAtMs < LATE_APART_MS) return
    this.#lateAtMs = nowMs
    this.#late.measure(Math.min(ms, MOST_LATE_MS))
  }

  /** Tells that in overload a place was held from then until now. */
  measureHeld(fromMs: number, nowMs: number) {
    const agoMs = nowMs - this.#measuredAtMs
    if (agoMs < 0 || agoMs > FORGET_MS) this.#forget(nowMs)
    this.#measuredAtMs = nowMs
    if (this.#isLate() && !this.isSaturated) this.#settle(FEW, nowMs)
    // What was begun with another number of places tells of that.
    if (fromMs >= this.#sinceMs) {
      this.#sum += Math.log(1 + nowMs - fromMs)
      this.#count += 1
    }
    if (this.#count < SAMPLE && (nowMs - this.#sinceMs < SAMPLE_MS || this.#mayTakeLonger())) return
    this.#next(this.#count < LEAST_SAMPLE ? null : this.#sum / this.#count, nowMs)
    this.#startSample(nowMs)
  }

  #startSample(nowMs: number) {
    this.#sum = 0
    this.#count = 0
    this.#sinceMs = nowMs
  }

  /** Where answers are so slow, fewer places may not be tried for long: people wait. */
  #mayTakeLonger() {
    const isWithFewer = this.#trial !== null && this.part < this.#trial.from
    return this.#count < LEAST_SAMPLE && !isWithFewer
  }

  #isLate() {
    return this.#late.ms > LATE_MS && this.#measuredAtMs - this.#lateAtMs < LATE_COUNTS_MS
  }

  #next(mean: number | null, nowMs: number) {
    if (this.#trial === null) {
      if (mean === null) return
      // The fastest of several: one that something held up would make all that follows look fast.
      this.#usual = this.isSaturated ? Math.min(this.#usual, mean) : mean
      if (nowMs >= this.#nextTrialMs) this.#try({ from: this.part, mean: this.#usual })
      return
    }
    const { mean: before } = this.#trial
    const trial = { ...this.#trial, mean: mean ?? before }
    if (this.isSaturated) {
      const isSlower = mean === null || mean - before > RISE
      if (isSlower || this.part === 1) this.#settle(isSlower ? trial.from : 1, nowMs)
      else this.#try(trial)
      return
    }
    const isFaster = mean !== null && before - mean > FALL
    if (isFaster && this.part > FEW) return this.#try(trial)
    this.#settle(isFaster ? FEW : 1, nowMs)
  }

  #try(trial: { from: number; mean: number }) {
    this.#trial = trial
    this.part *= this.isSaturated ? 2 : 1 / 2
  }

  #settle(part: number, nowMs: number) {
    const was = this.isSaturated
    this.isSaturated = part < 1
    this.#pauseMs =
      was || this.isSaturated ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2)
    this.#nextTrialMs = nowMs + (this.isSaturated ? CHECK_MS : this.#pauseMs)
    this.part = part
    this.#trial = null
    this.#usual = Number.POSITIVE_INFINITY
  }

  #forget(nowMs: number) {
    this.#settle(1, nowMs)
    this.#pauseMs = FIRST_PAUSE_MS
    this.#nextTrialMs = nowMs
    this.#startSample(nowMs)
  }
}

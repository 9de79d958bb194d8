/** How much each measurement counts in the average, and in what is usual. */
const AVERAGE_WEIGHT = 0.1
const USUAL_WEIGHT = 0.000_05
/** So many times as long as usual means that what is behind is at its limit. */
const TOO_SLOW = 3

/** How long something takes of late, and whether that is far longer than usual. */
export class Latency {
  #averageMs = 0
  /** The quickest average; it follows a slower one slowly. */
  #usualMs = Number.POSITIVE_INFINITY

  /** On average of late; 0 when nothing has been measured yet. */
  get averageMs() {
    return this.#averageMs
  }

  isTooSlow() {
    return this.#averageMs > TOO_SLOW * this.#usualMs
  }

  measure(ms: number) {
    // A clock that stood still means that nobody was asked: it says nothing of how quick they are.
    if (ms <= 0) return
    const before = this.#averageMs || ms
    this.#averageMs = before + AVERAGE_WEIGHT * (ms - before)
    const slower = Math.max(0, this.#averageMs - this.#usualMs)
    this.#usualMs = Math.min(this.#averageMs, this.#usualMs + USUAL_WEIGHT * slower)
  }
}

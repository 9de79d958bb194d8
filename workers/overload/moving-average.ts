/** How much each measurement counts. */
const WEIGHT = 0.1

/** An exponentially weighted moving average of times, in milliseconds; 0 until there is one. */
export class MovingAverage {
  ms = 0
  #isFirst = true

  measure(ms: number) {
    this.ms = this.#isFirst ? ms : this.ms + WEIGHT * (ms - this.ms)
    this.#isFirst = false
  }
}

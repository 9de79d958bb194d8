/** How much each measurement counts. */
const WEIGHT = 0.1

/** An exponentially weighted moving average of times, in milliseconds; 0 until there is one. */
export class MovingAverage {
  ms = 0

  measure(ms: number) {
    this.ms = this.ms === 0 ? ms : this.ms + WEIGHT * (ms - this.ms)
  }
}

/** One query in ten may be asked again. */
const PER_QUERY = 0.1
/** As many more at once as an isolate has under way when one server of two falls silent. */
const RESERVE = 60

/**
 * A retry budget, as Finagle has it: queries that time out may be asked again elsewhere while few do.
 * When all servers are slow, every further question would make them slower. One per isolate.
 */
export class RetryBudget {
  #tokens = RESERVE

  /** Counts a query that was asked for the first time. */
  deposit() {
    this.#tokens = Math.min(RESERVE, this.#tokens + PER_QUERY)
  }

  /** Whether one more may be asked again. */
  withdraw(): boolean {
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

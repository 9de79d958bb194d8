/** A fixed window of requests, as X and Mastodon count them. */
export class RateWindow {
  readonly limit: number
  readonly #windowMs: number
  #resetMs = 0
  #used = 0

  constructor({ limit, windowMs }: { limit: number; windowMs: number }) {
    this.limit = limit
    this.#windowMs = windowMs
  }

  /** Counts one request. `remaining` is below zero when it was one too many. */
  take(nowMs = Date.now()): { remaining: number; resetMs: number } {
    if (nowMs >= this.#resetMs) {
      this.#used = 0
      this.#resetMs = nowMs + this.#windowMs
    }
    this.#used += 1
    return { remaining: this.limit - this.#used, resetMs: this.#resetMs }
  }
}

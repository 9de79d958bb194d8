/** So many are kept at least, and twice as many at most. */
const LIMIT = 5_000
/** Longer ones, which nobody links to, are parsed each time: what is kept has a limit in bytes too. */
const MAX_URL_LENGTH = 500

/**
 * Which page a whole URL asks for: parsing one costs more than all else that a hit does. Those that
 * nobody asks for, while as many others come as there is room for, are forgotten.
 */
export class KnownUrls {
  #recent = new Map<string, string>()
  #earlier = new Map<string, string>()

  pathOf(url: string): string | undefined {
    const path = this.#recent.get(url)
    if (path !== undefined) return path
    const earlier = this.#earlier.get(url)
    if (earlier !== undefined) this.set(url, earlier)
    return earlier
  }

  set(url: string, path: string) {
    if (url.length > MAX_URL_LENGTH) return
    if (this.#recent.size >= LIMIT) {
      this.#earlier = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(url, path)
  }
}

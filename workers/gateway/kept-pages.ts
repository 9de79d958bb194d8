/** What is kept of a page besides the page itself: what it takes, and how much it is asked for. */
export type Kept = {
  readonly bytes: number
  usedAtMs: number
  /** In how many seconds it was asked for, as of `usedAtMs`; those of a minute ago count half. */
  uses: number
  /** Whether it was asked for again, and has its place among those that were. */
  isProven: boolean
}

/** How much of the room is for pages that were asked for again. */
const PROVEN_SHARE = 3 / 4
/** A page's uses are counted, and its place among the last used looked after, once in this time: not at every hit. */
const USE_MS = 1_000
const HALF_LIFE_MS = 60_000
/** A proven page that nobody has asked for in so long gives way to any other. */
const IDLE_MS = 10 * 60_000

/** What is said of a page that was made for somebody just now. */
export const newlyKept = (bytes: number, nowMs: number): Kept => ({
  ...{ bytes, usedAtMs: nowMs, uses: 1, isProven: false },
})

/** Which of two is used more is the same at any time, since all uses fade alike: so their logarithms compare. */
const rankOf = ({ uses, usedAtMs }: Kept) => Math.log2(uses) + usedAtMs / HALF_LIFE_MS

/**
 * Pages by key, bounded by bytes. What is asked for once is on trial, and pushes out only what is on
 * trial too. What is asked for again takes the place of proven pages that are used half as much, and
 * of no others, so that addresses which somebody makes up cannot push out those that people visit
 * (docs/decisions/0028). Within each part the least recently used goes first.
 */
export class KeptPages<Page extends Kept> {
  readonly #onTrial = new Map<string, Page>()
  readonly #proven = new Map<string, Page>()
  #bytes = 0
  #provenBytes = 0
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string): Page | undefined {
    return this.#proven.get(key) ?? this.#onTrial.get(key)
  }

  *values(): Iterable<Page> {
    yield* this.#proven.values()
    yield* this.#onTrial.values()
  }

  /** Notes that a page was shown. For a proven one at most once a second, so that a hit costs nothing. */
  use(key: string, page: Page, nowMs: number) {
    const sinceMs = nowMs - page.usedAtMs
    if (sinceMs >= USE_MS) {
      page.uses = 1 + page.uses * 2 ** (-sinceMs / HALF_LIFE_MS)
      page.usedAtMs = nowMs
    } else if (page.isProven) return
    this.#place(key, page, page.isProven)
    if (!page.isProven) this.#prove(key, page)
  }

  /** Keeps a page, in place of the one that is kept under this key. */
  set(key: string, page: Page) {
    const old = this.get(key)
    if (old) {
      this.#remove(key, old)
      page.uses = old.uses
      page.usedAtMs = old.usedAtMs
    }
    this.#place(key, page, false)
    if (old?.isProven) this.#prove(key, page)
    while (this.#bytes > this.#maxBytes) this.#remove(...this.#nextToGo(page.usedAtMs))
  }

  delete(key: string) {
    const page = this.get(key)
    if (page) this.#remove(key, page)
  }

  #nextToGo(nowMs: number): [string, Page] {
    const [proven] = this.#proven
    if (proven && nowMs - proven[1].usedAtMs > IDLE_MS) return proven
    const [tried = proven] = this.#onTrial
    if (!tried) throw new Error('There are bytes, and no page that they are of')
    return tried
  }

  /** Puts a page among the proven, unless that takes the place of one that is used more than half as much. */
  #prove(key: string, page: Page) {
    const rank = rankOf(page)
    for (const [oldest, last] of this.#proven) {
      if (this.#provenBytes + page.bytes <= PROVEN_SHARE * this.#maxBytes) break
      if (rankOf(last) + 1 > rank) return
      this.#place(oldest, last, false)
    }
    this.#place(key, page, true)
  }

  /** Puts a page behind all others of its part. */
  #place(key: string, page: Page, proven: boolean) {
    this.#remove(key, page)
    page.isProven = proven
    const part = proven ? this.#proven : this.#onTrial
    part.set(key, page)
    this.#bytes += page.bytes
    if (proven) this.#provenBytes += page.bytes
  }

  #remove(key: string, page: Page) {
    const part = page.isProven ? this.#proven : this.#onTrial
    if (!part.delete(key)) return
    this.#bytes -= page.bytes
    if (page.isProven) this.#provenBytes -= page.bytes
  }
}

import { withinTime } from '#functions/within-time.ts'
import type { CachedPage, CacheState } from './cached-page.ts'
import { type Kept, KeptPages, newlyKept } from './kept-pages.ts'
import { RENDER_MS, Renders } from './renders.ts'

type Entry = Kept & {
  readonly page: CachedPage
  /** When its render began. */
  readonly startedAtMs: number
  /** From when on its freshness counts; long ago for what is stale already. */
  freshSinceMs: number
  /** Until when its last failed render is reason enough to show it at once. */
  failingUntilMs: number
}

type Lookup = {
  key: string
  nowMs: () => number
  /** How old a page may be and still be a hit. */
  freshMs: number
  /** Makes the page; rejects when it cannot. Its headers say nothing of whoever asked. */
  render: () => Promise<CachedPage>
  /** Keeps the render going when the visitor who started it has left. */
  keepAlive: (work: Promise<unknown>) => void
}

const MAX_BYTES = 32 * 1024 * 1024
const MAX_PAGE_BYTES = 1024 * 1024
/** What an entry costs beyond its bytes, roughly. */
const ENTRY_BYTES = 1024

/** A render that failed is kept in mind for so many times as long as it took. */
const FAILING_FACTOR = 2
/** How long a render may take and still have begun before its tags expired. */
const EXPIRED_MS = 2 * RENDER_MS
/** How old a page may be and still be shown when no new one can be had. */
const STALE_IF_ERROR_MS = 24 * 60 * 60 * 1000

/**
 * The pages of one isolate: bounded by bytes (`KeptPages`), one render per key at a time. Nothing
 * older than `freshMs`, and nothing that has expired, is shown unless its render fails, or failed a
 * moment ago (stale-if-error): then it is shown at once, while another render is under way. It is no
 * stale-while-revalidate: who comes after the 60 seconds waits for the new page.
 */
export class PageCache {
  /** Whether another cache, that all isolates share, may have what this one has not; null until it is known. */
  hasSharedCache: boolean | null = null
  readonly #entries: KeptPages<Entry>
  readonly #renders = new Renders()
  /** Tags that expired a moment ago: a render that began before is stale when it comes. */
  readonly #expired = new Map<string, number>()

  constructor(maxBytes = MAX_BYTES) {
    this.#entries = new KeptPages(maxBytes)
  }

  /** A page that is still fresh, without waiting. The path of nearly every request. */
  getFresh(key: string, nowMs: number, freshMs: number): CachedPage | null {
    const entry = this.#entries.get(key)
    if (!entry || nowMs - entry.freshSinceMs >= freshMs) return null
    this.#entries.use(key, entry, nowMs)
    return entry.page
  }

  async get(lookup: Lookup): Promise<{ page: CachedPage; state: CacheState }> {
    const { key, keepAlive } = lookup
    const nowMs = lookup.nowMs()
    const fresh = this.getFresh(key, nowMs, lookup.freshMs)
    if (fresh) return { page: fresh, state: 'hit' }

    const { led, wait } = this.#renders.join({ key, keepAlive, render: () => this.#render(lookup) })
    const old = this.#entries.get(key)
    if (old) this.#entries.use(key, old, nowMs)
    if (!old || nowMs - old.startedAtMs + old.page.ageMs >= STALE_IF_ERROR_MS)
      return withState(await wait(), led)

    const stale = { page: old.page, state: 'stale' } as const
    if (nowMs < old.failingUntilMs) return stale
    const page = await withinTime(wait(), RENDER_MS, () => null).catch(() => null)
    if (page === null) this.#noteFailure(key, nowMs, lookup.nowMs())
    return page && page.status < 500 ? withState(page, led) : stale
  }

  /** Marks every page that carries one of these tags stale. It is kept for when no new one can be had. */
  expire(tags: readonly string[], nowMs: number) {
    for (const [tag, atMs] of this.#expired)
      if (nowMs - atMs > EXPIRED_MS) this.#expired.delete(tag)
    for (const tag of tags) this.#expired.set(tag, nowMs)
    const wanted = new Set(tags)
    for (const entry of this.#entries.values()) {
      if (entry.page.tags.some((tag) => wanted.has(tag)))
        entry.freshSinceMs = Number.NEGATIVE_INFINITY
    }
  }

  /** Stores the page before its render is forgotten, so that whoever comes between finds one of them. */
  async #render({ key, nowMs, render }: Lookup): Promise<CachedPage> {
    const startedAtMs = nowMs()
    try {
      const page = await render()
      if (page.keep) this.#store(key, page, startedAtMs)
      if (page.status >= 500 || page.cameAs === 'stale')
        this.#noteFailure(key, startedAtMs, nowMs())
      return page
    } catch (error) {
      this.#noteFailure(key, startedAtMs, nowMs())
      throw error
    }
  }

  #noteFailure(key: string, startedAtMs: number, failedAtMs: number) {
    const entry = this.#entries.get(key)
    if (!entry) return
    const untilMs = failedAtMs + FAILING_FACTOR * (failedAtMs - startedAtMs)
    entry.failingUntilMs = Math.max(entry.failingUntilMs, untilMs)
  }

  #store(key: string, page: CachedPage, startedAtMs: number) {
    // Of two renders of one page the later one holds, whichever ends first.
    if ((this.#entries.get(key)?.startedAtMs ?? 0) > startedAtMs) return
    const size = page.body.byteLength + (page.gzip?.byteLength ?? 0)
    const bytes = size + 2 * key.length + ENTRY_BYTES
    if (bytes > MAX_PAGE_BYTES) return this.#entries.delete(key)
    const expired = page.tags.some((tag) => (this.#expired.get(tag) ?? 0) >= startedAtMs)
    const stale = expired || page.cameAs === 'stale'
    const freshSinceMs = stale ? Number.NEGATIVE_INFINITY : startedAtMs
    const times = { startedAtMs, freshSinceMs, failingUntilMs: 0 }
    this.#entries.set(key, { page, ...times, ...newlyKept(bytes, startedAtMs) })
  }
}

/** Whoever waited for somebody else's render was spared their own; what is not kept was no hit. */
function withState(page: CachedPage, led: boolean): { page: CachedPage; state: CacheState } {
  if (led || page.cameAs === 'stale') return { page, state: page.cameAs }
  return { page, state: page.keep ? 'hit' : 'miss' }
}

/** A rendered page as plain bytes: a Response or a stream must never pass from one request to another. */
export type CachedPage = {
  readonly status: number
  /** Whether others may be shown it: what went wrong for one visitor is not for the next. */
  readonly keep: boolean
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** The same, compressed: once for all who take it so. Null for what does not get smaller. */
  readonly gzip: Uint8Array | null
  readonly etag: string | null
  readonly tags: readonly string[]
}

export type CacheState = 'hit' | 'miss' | 'stale'
type Entry = { page: CachedPage; storedAtMs: number; usedAtMs: number; bytes: number }
type Render = { page: Promise<CachedPage>; startedAtMs: number }

type Lookup = {
  key: string
  nowMs: number
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

/** A page's place among the last used is looked after once in this time, not at every hit. */
const USE_MS = 1_000

/** How long a render may take and still have begun before a drop. */
const DROP_MS = 30_000

/** How long a visitor waits for somebody else's render before starting their own. */
const FOLLOW_MS = 2_000
/** How long a visitor waits for a new page when there is an old one to show. */
const PATIENCE_MS = 250
/** How old a page may be and still be shown when no new one can be had. */
const STALE_IF_ERROR_MS = 24 * 60 * 60 * 1000

/**
 * The pages of one isolate: bounded by bytes, least recently used out first, one render per key at a
 * time. Nothing older than `freshMs` is shown while new pages can be made in time.
 */
export class PageCache {
  readonly #entries = new Map<string, Entry>()
  readonly #renders = new Map<string, Render>()
  /** Tags dropped a moment ago: a render that began before must not bring the old page back. */
  readonly #drops = new Map<string, number>()
  #bytes = 0
  readonly #maxBytes: number

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** A page that is still fresh, without waiting. The path of nearly every request. */
  recall(key: string, nowMs: number, freshMs: number): CachedPage | null {
    const entry = this.#entries.get(key)
    if (!entry || nowMs - entry.storedAtMs >= freshMs) return null
    if (nowMs - entry.usedAtMs >= USE_MS) {
      entry.usedAtMs = nowMs
      this.#entries.delete(key)
      this.#entries.set(key, entry)
    }
    return entry.page
  }

  async get(lookup: Lookup): Promise<{ page: CachedPage; state: CacheState }> {
    const { key, nowMs } = lookup
    const recalled = this.recall(key, nowMs, lookup.freshMs)
    if (recalled) return { page: recalled, state: 'hit' }

    const old = this.#entries.get(key)
    const stale = old && nowMs - old.storedAtMs < STALE_IF_ERROR_MS ? old.page : null
    const underWay = this.#renders.get(key)
    const followed = underWay && nowMs - underWay.startedAtMs < FOLLOW_MS ? underWay : null
    const render = followed?.page ?? this.#lead(lookup)
    if (stale) {
      const page = await inTime(render, PATIENCE_MS).catch(() => null)
      return page && page.status < 500
        ? { page, state: followed ? 'hit' : 'miss' }
        : { page: stale, state: 'stale' }
    }
    if (!followed) return { page: await render, state: 'miss' }
    // A render that failed has failed for all who waited: each trying again would be a stampede.
    const page = await inTime(render, FOLLOW_MS)
    if (!page) return { page: await this.#lead(lookup), state: 'miss' }
    return { page, state: page.keep ? 'hit' : 'miss' }
  }

  /** Forgets every page that carries one of these tags. */
  drop(tags: readonly string[], nowMs: number) {
    for (const [tag, atMs] of this.#drops) if (nowMs - atMs > DROP_MS) this.#drops.delete(tag)
    for (const tag of tags) this.#drops.set(tag, nowMs)
    const wanted = new Set(tags)
    for (const [key, { page }] of this.#entries) {
      if (page.tags.some((tag) => wanted.has(tag))) this.#forget(key)
    }
  }

  #lead({ key, nowMs, render, keepAlive }: Lookup): Promise<CachedPage> {
    const page = render().then((rendered) => {
      // Stored before the render is forgotten, so that whoever comes between finds one of them.
      if (rendered.keep) this.#store(key, rendered, nowMs)
      return rendered
    })
    const mine = { page, startedAtMs: nowMs }
    this.#renders.set(key, mine)
    const settled = page
      .catch(() => undefined)
      .finally(() => {
        if (this.#renders.get(key) === mine) this.#renders.delete(key)
      })
    keepAlive(settled)
    return page
  }

  #store(key: string, page: CachedPage, storedAtMs: number) {
    this.#forget(key)
    const size = page.body.byteLength + (page.gzip?.byteLength ?? 0)
    const bytes = size + 2 * key.length + ENTRY_BYTES
    const dropped = page.tags.some((tag) => (this.#drops.get(tag) ?? 0) >= storedAtMs)
    if (dropped || bytes > MAX_PAGE_BYTES) return
    this.#entries.set(key, { page, storedAtMs, usedAtMs: storedAtMs, bytes })
    this.#bytes += bytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.#forget(oldest)
    }
  }

  #forget(key: string) {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}

/** The page if it comes in time, else null. Rejects when it cannot be made. */
async function inTime(page: Promise<CachedPage>, ms: number): Promise<CachedPage | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([page, late])
  } finally {
    clearTimeout(timer)
  }
}

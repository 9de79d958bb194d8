/**
 * How an answer came about: `miss`, rendered for it; `hit`, a copy that is fresh; `stale`, an old copy,
 * since no new page could be had.
 */
export type CacheState = 'hit' | 'miss' | 'stale'

/** A rendered page as plain bytes: a Response or a stream must never pass from one request to another. */
export type CachedPage = {
  readonly status: number
  /** Whether others may be shown it: what went wrong for one visitor is not for the next. */
  readonly keep: boolean
  /** What the cache in front of the render, where there is one, did for it. */
  readonly cameAs: CacheState
  /** How long it had been kept there. */
  readonly ageMs: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** The same, compressed: once for all who take it so. Null for what does not get smaller. */
  readonly gzip: Uint8Array | null
  readonly etag: string | null
  readonly tags: readonly string[]
}

import type { Deps } from '#functions/deps.ts'

type Caches = {
  /** Marks the pages of this isolate stale. */
  readonly expire: (tags: readonly string[]) => void
  /** Asks the cache that all isolates have in front of PublicPages to do the same. */
  readonly invalidate: (tags: readonly string[]) => Promise<void>
}

/**
 * Marks pages stale in every cache that can be reached from here. The isolate comes last: before, it
 * could take the old page from behind it once more. Throws when the shared cache refuses.
 */
export const createPurge =
  ({ expire, invalidate }: Caches): Deps['purge'] =>
  async (tags) => {
    try {
      await invalidate(tags)
    } finally {
      expire(tags)
    }
  }

/**
 * Marks the pages of one entrypoint stale in Workers Cache, which keeps them for when no new ones can be
 * had (https://developers.cloudflare.com/changelog/post/2026-09-29-workers-cache-invalidate/). Does
 * nothing where there is no such cache. Throws when it refuses: over 100 tags, or too often.
 */
export async function invalidate(
  cache: Pick<CacheContext, 'invalidate'> | undefined,
  tags: readonly string[],
): Promise<void> {
  const result = await cache?.invalidate({ tags: [...tags] })
  if (!result || result.success) return
  const reasons = result.errors.map(({ code, message }) => `${message} (${code})`)
  throw new Error(`Workers Cache did not purge ${tags.length} tags: ${reasons.join('; ')}`)
}

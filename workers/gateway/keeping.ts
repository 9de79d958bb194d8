import type { CachedPage, CacheState } from './cached-page.ts'

/**
 * What PublicPages tells the gateway of an answer that may be kept: its tags. On any other answer it is
 * absent. A header of our own, because Workers Cache, which stands between the two, takes off those that
 * it obeys: `Cloudflare-CDN-Cache-Control` and `Cache-Tag`
 * (https://developers.cloudflare.com/workers/cache/configuration/).
 */
export const TAGS_HEADER = 'X-Hallway-Tags'

/** On an answer of PublicPages that stands for the page of a refusal, which the gateway makes. */
export const REFUSED_HEADER = 'X-Hallway-Refused'

/** Stands for the page of a refusal on its way from PublicPages to the gateway, which has it made. */
export const refused = () =>
  new Response(null, {
    status: 503,
    headers: { [REFUSED_HEADER]: '1', 'Cache-Control': 'private, no-store' },
  })

/** How Workers Cache says that it stands before PublicPages, whatever it has. */
export const SHARED_CACHE_HEADER = 'cf-cache-status'

/** What Workers Cache says of an answer that it did not get from PublicPages just now. */
const copies: Readonly<Record<string, CacheState>> = {
  HIT: 'hit',
  REVALIDATED: 'hit',
  UPDATING: 'stale',
  STALE: 'stale',
}

type Keeping = Pick<CachedPage, 'keep' | 'tags' | 'cameAs' | 'ageMs'>

/** Whether an answer of PublicPages may be kept, what would make it stale, and how it came. */
export function readKeeping(headers: Headers): Keeping {
  const tags = headers.get(TAGS_HEADER)
  return {
    keep: tags !== null,
    tags: tags?.split(',').filter(Boolean) ?? [],
    cameAs: copies[headers.get(SHARED_CACHE_HEADER) ?? ''] ?? 'miss',
    ageMs: Number(headers.get('age') ?? 0) * 1000,
  }
}

/** Meant for the caches on the way, or said by them. */
const betweenUs = new Set([
  TAGS_HEADER.toLowerCase(),
  'age',
  'cache-tag',
  'cloudflare-cdn-cache-control',
  'vary',
  'x-request-id',
])

/** Whether a header of PublicPages' answer, named in lower case, is for whoever asked. */
export const isForVisitors = (name: string) => !betweenUs.has(name) && !name.startsWith('cf-')

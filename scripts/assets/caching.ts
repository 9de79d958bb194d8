import { MANIFEST } from './manifest.ts'

/** Files whose names browsers guess, so they cannot carry a hash. */
export const UNHASHED = ['favicon.ico', 'apple-touch-icon.png'] as const

const A_WEEK_S = 7 * 24 * 60 * 60

/** How long each of the paths may be kept, as `_headers` tells Cloudflare and the local stack tells itself. */
export const CACHE_CONTROL: Readonly<Record<string, string>> = {
  '/assets/*': 'public, max-age=31536000, immutable',
  [`/assets/${MANIFEST}`]: 'no-cache',
  ...Object.fromEntries(UNHASHED.map((name) => [`/${name}`, `public, max-age=${A_WEEK_S}`])),
}

/** What is said of one path: what is said of it alone, else of all in its folder. */
export const cacheControlOf = (path: string): string =>
  CACHE_CONTROL[path] ?? CACHE_CONTROL[path.replace(/[^/]*$/, '*')] ?? 'no-cache'

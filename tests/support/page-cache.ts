import type { CachedPage } from '#workers/gateway/cached-page.ts'
import { PageCache } from '#workers/gateway/page-cache.ts'

export const page = (text: string, more: Partial<CachedPage> = {}): CachedPage => ({
  status: 200,
  keep: (more.status ?? 200) < 500,
  cameAs: 'miss',
  ageMs: 0,
  headers: [],
  body: new TextEncoder().encode(text),
  gzip: new Uint8Array(),
  etag: `"${text}"`,
  tags: ['t'],
  ...more,
})
export const read = ({ body }: CachedPage) => new TextDecoder().decode(body)
export const MINUTE = 60_000

export const never = () => new Promise<CachedPage>(() => {})
export const late = (text: string, ms: number) => () =>
  new Promise<CachedPage>((resolve) => setTimeout(() => resolve(page(text)), ms))
export const refuse = async (): Promise<CachedPage> => {
  throw new Error('the database is down')
}

/** A cache, and an origin that says how often it was asked. */
export function makeCache(maxBytes?: number) {
  const cache = new PageCache(maxBytes)
  const origin = { renders: 0, answer: async () => page(`render ${origin.renders}`) }
  const kept: Promise<unknown>[] = []
  const get = (key = '/', freshMs = MINUTE) =>
    cache.get({
      key,
      nowMs: Date.now,
      freshMs,
      render: () => {
        origin.renders += 1
        return origin.answer()
      },
      keepAlive: (work) => kept.push(work),
    })
  return { cache, origin, get, kept }
}

import type { Page } from './page.ts'
import type { World } from './world.ts'
import type { Writers } from './writers.ts'

/** How long a page may be kept here: less than in production, so that a drill sees many lives of it. */
export const FRESH_S = 3

/** What all readers together have seen before an answer came. */
export type Knowledge = {
  readonly writers: Writers
  /** The ETag that a path last had, and when it was first shown at all. */
  readonly etags: Map<string, { etag: string; sinceMs: number }>
  /** The hash of what was shown at a path with an ETag. */
  readonly bodies: Map<string, string>
}

/** One question of somebody who is not signed in, and its answer. Times are those of `Date.now()`. */
export type EdgeExchange = {
  readonly path: string
  readonly query: string
  /** The ETag that it was asked with. */
  readonly asked: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly status: number
  readonly failure: string | null
  readonly headers: Headers
  readonly requestId: string | null
  readonly etag: string | null
  readonly cache: string | null
  readonly html: string
  readonly hash: string
  readonly page: Page | null
}

type Broken = { readonly expected: string; readonly seen: string } | null

type EdgeInvariant = {
  readonly invariant: string
  readonly broken: (exchange: EdgeExchange, known: Knowledge, world: World) => Broken
}

/** What a replica may be behind, and what it takes to answer. */
const SLACK_MS = 2_000
/** Meant for the platform's cache, or said by it. */
const INTERNAL = ['cache-tag', 'cloudflare-cdn-cache-control', 'age', 'cf-cache-status']

const unless = (right: boolean, expected: string, seen: unknown): Broken =>
  right ? null : { expected, seen: String(seen) }

/** What holds for every answer to somebody who is not signed in. A new one is one more object. */
export const edgeInvariants: readonly EdgeInvariant[] = [
  {
    invariant: 'an answer is a page, or unchanged, or a 503',
    broken: ({ status, failure, asked }) => {
      const right = asked === null ? [200, 503] : [200, 304, 503]
      return unless(right.includes(status), right.join(' or '), failure ?? status)
    },
  },
  {
    invariant: 'a page that somebody has seen is shown whatever fails',
    broken: ({ status, path, cache, fromMs }, { etags }) => {
      const { sinceMs } = etags.get(path) ?? { sinceMs: Number.POSITIVE_INFINITY }
      return unless(status !== 503 || sinceMs > fromMs, 'the old page', `503 ${cache}`)
    },
  },
  {
    invariant: 'nothing is refused that a fault does not excuse',
    broken: ({ status, fromMs, toMs }, _, { faults }) => {
      if (status !== 503) return null
      const excused = faults.excuse('reads', fromMs, toMs) || faults.noDatabase(fromMs, toMs, 0)
      return unless(excused, 'no refusal', '503')
    },
  },
  {
    invariant: 'a page has an ETag, and the same one for the same bytes',
    broken: ({ status, etag, asked, path, hash }, { bodies }) => {
      if (status === 304) return unless(etag === asked, `ETag ${asked}`, etag)
      if (status !== 200) return null
      if (etag === null) return { expected: 'an ETag', seen: 'none' }
      const before = bodies.get(`${path} ${etag}`) ?? hash
      return unless(before === hash, `the body of ${etag} as before`, 'another')
    },
  },
  {
    invariant: 'an anonymous page is nobody’s and whole',
    broken: ({ page, html, headers }) => {
      const cookie = headers.get('set-cookie')
      if (cookie !== null) return { expected: 'no cookie', seen: cookie }
      if (page === null) return null
      if (page.signedInAs !== null || html.includes('/sign-out/'))
        return { expected: 'nobody signed in', seen: String(page.signedInAs) }
      return unless(html.trimEnd().endsWith('</html>'), 'a whole page', html.slice(-40))
    },
  },
  {
    invariant: 'what is said to the cache is not said to visitors',
    broken: ({ headers }) => {
      const leaked = INTERNAL.filter((name) => headers.has(name))
      return unless(leaked.length === 0, 'none of its headers', leaked)
    },
  },
  {
    invariant: 'no page is older than it may be while databases answer',
    broken: ({ page, fromMs, toMs, cache }, { writers }, { faults }) => {
      if (faults.excuse('reads', fromMs, toMs)) return null
      for (const { event, version } of page?.versions ?? []) {
        const newest = writers.newestOf(event, fromMs - FRESH_S * 1000 - SLACK_MS)
        if (version < newest)
          return { expected: `v${newest} of event ${event}`, seen: `v${version} (${cache})` }
      }
      return null
    },
  },
]

import { atMost, type Bar, rounded } from './bar.ts'
import { type Loaded, putLoad } from './load.ts'
import { median } from './median.ts'
import type { Generator } from './overload-load.ts'
import type { Arrival, MixSite } from './overload-mix.ts'
import { type KindSum, sumUp } from './overload-sum.ts'
import type { Processors } from './processors.ts'
import { table } from './table.ts'

/** What a crawl does to those who read what is in the cache: by turns with none, so that ratios are within a round. */
export type Crawl = { readonly rounds: readonly CrawlRound[] }

type CrawlRound = {
  readonly alone: KindSum
  readonly crawled: KindSum
  /** Cold pages that the crawler got in a second, and those that it was refused. */
  readonly madePerSecond: number
  readonly refusedPerSecond: number
}

/** How much slower the slowest in a hundred hits may be under a crawl. */
const MOST_SLOWER = 3
/** Addresses that the crawler has: more than a site can answer in the time. */
const ADDRESSES = 20_000
const CONNECTIONS = 32
const ROUNDS = 3
const HITS_PER_S = 200
/** So few that those which are made anew, once a minute, are less than one answer in a hundred. */
const PAGES = 8
const WARM_UP_S = 4
const ALONE_S = 4
const CRAWLED_S = 8
/** So short that most have no major collection, which a crawl brings on each 4 to 8 s. */
const WINDOW_S = 1
const NO_WORK = { hit: 0, cold: 0, 'signed-in': 0, write: 0 }

type Options = {
  readonly site: MixSite
  readonly generator: Generator
  readonly processors: Processors | null
}

/** Asks for pages from the cache, alone and while a crawler asks for pages that nobody has asked for. */
export async function measureCrawl({ site, generator, processors }: Options): Promise<Crawl> {
  const { origin } = site
  const paths = ['/', ...site.filled.eventPaths.slice(0, PAGES - 1)]
  const hits = async (seconds: number): Promise<KindSum> => {
    const load = { perSecond: HITS_PER_S, seconds, work: NO_WORK, windowS: WINDOW_S }
    return sumUp(load, await generator.put({ origin, arrivals: evenly(paths, seconds) })).kinds.hit
  }
  const crawl = (requests: readonly string[]): Promise<Loaded> =>
    putLoad({
      ...{ url: origin, connections: CONNECTIONS, seconds: CRAWLED_S },
      requests: requests.map((path) => ({ method: 'GET', path })),
      ...(processors && { processors: processors.generator }),
    })
  // From the end, where no other load comes to.
  const addresses = site.coldPaths.slice(-ADDRESSES)
  const size = Math.floor(addresses.length / ROUNDS)
  await hits(WARM_UP_S)
  const rounds: CrawlRound[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await hits(ALONE_S)
    const mine = addresses.slice(round * size, (round + 1) * size)
    const [crawled, { caches, refused }] = await Promise.all([hits(CRAWLED_S), crawl(mine)])
    rounds.push({
      ...{ alone, crawled },
      madePerSecond: (caches.miss ?? 0) / CRAWLED_S,
      refusedPerSecond: refused / CRAWLED_S,
    })
  }
  return { rounds }
}

/** Hits at a fixed pace, on each page in its turn. */
function evenly(paths: readonly string[], seconds: number): Arrival[] {
  return Array.from({ length: HITS_PER_S * seconds }, (_, n) => ({
    atMs: (n * 1000) / HITS_PER_S,
    kind: 'hit',
    ask: { method: 'GET', path: paths[n % paths.length] ?? '/' },
  }))
}

/** Whether a crawl keeps nobody waiting who reads what is in the cache. */
export function crawlBars({ rounds }: Crawl): Bar[] {
  const slower = median(rounds.map(({ alone, crawled }) => crawled.windowP99Ms / alone.windowP99Ms))
  const unserved = rounds.flatMap(({ alone, crawled }) =>
    [alone, crawled].map(({ asked, served }) => asked - served),
  )
  return [
    rounded(atMost('crawl, p99 of hit, of that without', slower, MOST_SLOWER)),
    atMost('crawl, hits not served', Math.max(...unserved), 0),
  ]
}

/** Each round as two rows, for people. */
export function printCrawl({ rounds }: Crawl): string {
  const row = (name: string, { served, p50Ms, p99Ms, windowP99Ms }: KindSum) => [
    ...[name, String(served)],
    ...[p50Ms, p99Ms, windowP99Ms].map((ms) => ms.toFixed(1)),
  ]
  return [
    `${HITS_PER_S} hits a second, alone and while a crawler asks for cold pages on ${CONNECTIONS} connections. Of windows: the median p99 of windows of ${WINDOW_S} s.`,
    table([
      ['hits', 'served', 'p50 ms', 'p99 ms', 'of windows', 'cold/s', '503/s'],
      ...rounds.flatMap(({ alone, crawled, madePerSecond, refusedPerSecond }) => [
        row('alone', alone),
        [...row('crawled', crawled), madePerSecond.toFixed(0), refusedPerSecond.toFixed(0)],
      ]),
    ]),
  ].join('\n')
}

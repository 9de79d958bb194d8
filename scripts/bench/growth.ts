import { type Load, putLoad } from './load.ts'
import { median, medianCpu } from './median.ts'
import { PAGE_KINDS, type PageKind } from './page-kinds.ts'
import { measureCpu, type PartCpu } from './part-cpu.ts'
import { gzip } from './sizes.ts'
import type { Workerd } from './workerd.ts'

/** A running site, and some pages of each kind that it has. */
export type Grown = {
  readonly origin: string
  readonly pid: number
  /** Of somebody who is signed in, for whom every page is made anew. */
  readonly cookie: string
  readonly pages: Readonly<Record<PageKind, readonly string[]>>
}

/** One kind of page at one size: medians over the rounds, sums of counts. */
export type PageCost = {
  readonly meanMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time that each part took for one; null where it cannot be known. */
  readonly cpuMs: PartCpu | null
  readonly mostTrips: number
  readonly failed: number
  /** Answers that some cache gave. */
  readonly cached: number
  readonly htmlGzip: number
}

export type Growth = {
  readonly large: PageCost
  readonly small: PageCost
  /** How much longer an uncached page takes at the larger size. */
  readonly ratio: number
}

export type AllGrowth = {
  readonly kinds: Readonly<Record<PageKind, Growth>>
  /** Processor time of the reference page; null where it cannot be known. */
  readonly referenceCpuMs: number | null
}

const SECONDS = 1.5
/** It answers thousands in that time. */
const REFERENCE_S = 1
const WARM_UP_S = 1

type Sites = {
  readonly large: Grown
  readonly small: Grown
  readonly reference: Pick<Workerd, 'url' | 'pid'>
}

/**
 * Asks two sites, one several times as large, for the same kinds of pages by turns: one visitor at a time,
 * who is signed in, so that nothing is cached and nobody waits in a queue. The reference page has its turns too.
 */
export async function measureGrowth(sites: Sites, rounds: number): Promise<AllGrowth> {
  const loadOf = (site: Grown, kind: PageKind, seconds = SECONDS): Load => {
    const paths = site.pages[kind]
    const headers = { cookie: site.cookie }
    const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }))
    return { url: site.origin, connections: 1, seconds, requests }
  }
  const { url, pid } = sites.reference
  const reference: Load = { url, connections: 1, seconds: REFERENCE_S, requests: [] }
  const ofReference: Run[] = []
  const runs = await byKind(async (): Promise<Runs> => ({ large: [], small: [] }))
  await putLoad({ ...reference, seconds: WARM_UP_S })
  for (const kind of PAGE_KINDS)
    for (const site of [sites.large, sites.small]) await putLoad(loadOf(site, kind, WARM_UP_S))
  // Kinds by turns as well: a shared machine is slower for minutes at a time.
  for (let round = 0; round < rounds; round++)
    for (const kind of PAGE_KINDS) {
      ofReference.push(await run({ pid }, reference))
      for (const size of ['large', 'small'] as const)
        runs[kind][size].push(await run(sites[size], loadOf(sites[size], kind)))
    }

  const kinds = await byKind(async (kind) => {
    const large = await costOf(sites.large, kind, runs[kind].large)
    const small = await costOf(sites.small, kind, runs[kind].small)
    return { large, small, ratio: large.meanMs / small.meanMs }
  })
  return { kinds, referenceCpuMs: medianCpu(ofReference)?.worker ?? null }
}

type Run = Awaited<ReturnType<typeof run>>
type Runs = Record<'large' | 'small', Run[]>

async function byKind<T>(make: (kind: PageKind) => Promise<T>): Promise<Record<PageKind, T>> {
  const made: [PageKind, T][] = []
  for (const kind of PAGE_KINDS) made.push([kind, await make(kind)])
  // One entry for each kind, from the list that the type is made of.
  return Object.fromEntries(made) as Record<PageKind, T>
}

const run = ({ pid }: Pick<Grown, 'pid'>, load: Load) => measureCpu(pid, () => putLoad(load))

async function costOf(site: Grown, kind: PageKind, runs: readonly Run[]): Promise<PageCost> {
  const trips = runs.flatMap((one) => Object.keys(one.trips).map(Number))
  const answer = await fetch(`${site.origin}${site.pages[kind][0]}`)
  return {
    meanMs: 1000 / median(runs.map(({ perSecond }) => perSecond)),
    p50Ms: median(runs.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(runs.map(({ p99Ms }) => p99Ms)),
    cpuMs: medianCpu(runs),
    // An answer that told of no trips meets no bar.
    mostTrips: trips.length > 0 ? Math.max(...trips) : Number.NaN,
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    cached: runs.reduce((sum, { total, caches }) => sum + total - (caches.bypass ?? 0), 0),
    htmlGzip: gzip(new Uint8Array(await answer.arrayBuffer())),
  }
}

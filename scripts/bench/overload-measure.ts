import { type Crawl, measureCrawl } from './crawl.ts'
import { startHelloWorld } from './hello-world.ts'
import { type Ask, putLoad } from './load.ts'
import { type Generator, startGenerator } from './overload-load.ts'
import { createMix, KINDS, type Kind, type MixSite, planArrivals } from './overload-mix.ts'
import { type LoadSum, sumUp, type Work } from './overload-sum.ts'
import { measureCpu } from './part-cpu.ts'
import { type Processors, pinSite, splitProcessors } from './processors.ts'

export type Overload = {
  /** Requests in a second, of all kinds, at which half of the slow ones take twice as long as at less. */
  readonly kneePerSecond: number
  readonly leastP50Ms: number
  /** What a Worker that does nothing but answer could answer on one processor. */
  readonly ceilingPerSecond: number
  readonly work: Work
  readonly rounds: readonly Round[]
  /** Every load that is judged, from the lightest on. */
  readonly loads: readonly LoadSum[]
  /** Ten times the load at which p50 doubles, where the ceiling forbids to judge that. */
  readonly flood: LoadSum | null
  readonly crawl: Crawl
  /** What ran where; null when all shared all processors. */
  readonly processors: Processors | null
}

/** Loads by turns, since a shared machine is slower for minutes at a time: what is judged are ratios within a round. */
export type Round = {
  /** The load at which p50 doubles: a tenth of the overload, if the ceiling allows that. */
  readonly tenth: LoadSum
  readonly double: LoadSum
  readonly overloaded: LoadSum
}

const OVERLOAD = 10
/**
 * What is judged is no more than a quarter of what a hello-world answers: only to receive and answer
 * that many takes a quarter of the thread, and at half the hello-world's own p99 is seven times as long.
 */
const MOST_OF_CEILING = 1 / 4
const IDLE_PER_S = 10
/** So little that p50 is far from double. */
const FIRST_PER_S = 50
const WARM_UP_PER_S = 100
const RAMP_STEP = 1.5
const MAX_PER_S = 2_000
const IDLE_S = 4
const WORK_S = 3
const WORK_CONNECTIONS = 4
/** More than are asked in that time, so that none is asked twice. */
const WORK_REQUESTS = 2_000
const WARM_UP_S = 8
const STEP_S = 3
const ROUNDS = 3
/** Long enough that a burst, which is let wait, is not taken for what the site can do. */
const JUDGED_S = 12
/** Not judged. */
const FLOOD_S = 6

type Options = {
  readonly site: MixSite
  /** The process that runs all parts of the site. */
  readonly pid: number
  /** Where the hello-world is started. */
  readonly ceilingPort: number
  readonly say?: (what: string) => void
}

/**
 * Loads the site with a crawl, finds the load at which p50 doubles, then loads the site with that, twice and ten times that, or
 * with a quarter of the ceiling where that is less. Leaves the site's processes bound to the processors
 * that it gives them.
 */
export async function measureOverload(options: Options): Promise<Overload> {
  const processors = splitProcessors()
  if (processors) await pinSite(options.pid, processors)
  const generator = startGenerator(processors?.generator ?? null)
  try {
    const crawl = await measureCrawl({ ...options, generator, processors })
    return { ...(await putLoads(options, generator)), crawl, processors }
  } finally {
    generator.stop()
  }
}

async function putLoads({ site, pid, ceilingPort, say }: Options, generator: Generator) {
  const { origin } = site
  const mix = createMix(site)
  const loads: LoadSum[] = []
  const ceilingPerSecond = await measureCeiling(ceilingPort)
  let work: Work = { hit: 0, cold: 0, 'signed-in': 0, write: 0 }
  let seed = 1
  const put = async (perSecond: number, seconds: number): Promise<LoadSum> => {
    say?.(`${Math.round(perSecond)} requests a second for ${seconds} s`)
    const arrivals = planArrivals(mix.next, { perSecond, seconds, seed: seed++ })
    const loaded = await generator.put({ origin, arrivals })
    const sum = sumUp({ perSecond, seconds, work }, loaded)
    loads.push(sum)
    return sum
  }
  for (const path of mix.popular) await (await fetch(site.origin + path)).arrayBuffer()
  await put(WARM_UP_PER_S, WARM_UP_S) // Until code that runs often is compiled, and V8's heap has grown.
  loads.length = 0
  say?.('How much work one of each kind is')
  work = await measureWork(mix.next, { origin, pid })
  const idleP50Ms = (await put(IDLE_PER_S, IDLE_S)).slowP50Ms
  const found = await findKnee(idleP50Ms, (perSecond) => put(perSecond, STEP_S))
  const { kneePerSecond } = found
  const tenfold = kneePerSecond * OVERLOAD
  const overload = Math.min(tenfold, ceilingPerSecond * MOST_OF_CEILING)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const tenth = await put(kneePerSecond, JUDGED_S)
    const double = await put(kneePerSecond * 2, JUDGED_S)
    rounds.push({ tenth, double, overloaded: await put(overload, JUDGED_S) })
  }
  const judged = loads.slice()
  const flood = tenfold > overload ? await put(tenfold, FLOOD_S) : null
  return { ...found, ceilingPerSecond, work, rounds, loads: judged, flood }
}

async function measureCeiling(port: number): Promise<number> {
  const hello = await startHelloWorld({ body: Buffer.from('Hello'), port })
  try {
    const load = { url: hello.url, connections: WORK_CONNECTIONS, requests: [] }
    await putLoad({ ...load, seconds: WORK_S })
    const { cpuMs } = await measureCpu(hello.pid, () => putLoad({ ...load, seconds: WORK_S }))
    if (cpuMs === null) throw new Error(NO_PROC)
    return 1000 / cpuMs.worker
  } finally {
    await hello.stop()
  }
}

const NO_PROC = 'There is no /proc to ask how much work a request is'

type Working = Pick<Options, 'pid'> & { readonly origin: string }

/** Each kind alone, by as many as keep the site busy and are never refused. */
async function measureWork(next: (kind: Kind) => Ask, { origin, pid }: Working) {
  const measured: [Kind, number][] = []
  for (const kind of KINDS) {
    const requests = Array.from({ length: WORK_REQUESTS }, () => next(kind))
    const load = { url: origin, connections: WORK_CONNECTIONS, seconds: WORK_S, requests }
    const { cpuMs } = await measureCpu(pid, () => putLoad(load))
    if (cpuMs === null) throw new Error(NO_PROC)
    measured.push([kind, cpuMs.worker + cpuMs.gateways + cpuMs.postgres])
  }
  // One entry for each kind, from the list that the type is made of.
  return Object.fromEntries(measured) as Work
}

/**
 * Between the last load of a rising row at which p50 has not doubled and the first at which it has,
 * twice in a row since one may be the machine's: where a line through both, on scales of ratios, meets 2.
 * What doubles is the least p50 of the lighter loads: whoever is hardly asked answers with cold caches.
 */
async function findKnee(idleP50Ms: number, put: (perSecond: number) => Promise<LoadSum>) {
  let least = idleP50Ms
  let before = idleP50Ms
  for (let perSecond = FIRST_PER_S; perSecond < MAX_PER_S; perSecond *= RAMP_STEP) {
    let found = (await put(perSecond)).slowP50Ms
    if (found >= 2 * least) found = Math.min(found, (await put(perSecond)).slowP50Ms)
    if (found >= 2 * least) {
      const part = Math.log((2 * least) / before) / Math.log(found / before)
      return { kneePerSecond: (perSecond / RAMP_STEP) * RAMP_STEP ** part, leastP50Ms: least }
    }
    before = found
    least = Math.min(least, found)
  }
  throw new Error(`p50 did not double below ${MAX_PER_S} requests a second`)
}

import { putOpenLoad } from './overload-load.ts'
import { createMix, type MixSite, planArrivals } from './overload-mix.ts'
import { type LoadSum, sumUp } from './overload-sum.ts'
import { ALL_PROCESSORS, type Processors, pinSite, splitProcessors } from './processors.ts'

export type Overload = {
  /** Requests in a second, of all kinds, at which half of the slow ones take twice as long as when alone. */
  readonly kneePerSecond: number
  readonly idleP50Ms: number
  /** At a tenth of the overload: the load at which p50 doubles. */
  readonly tenth: LoadSum
  readonly overloaded: LoadSum
  /** Every load that was put on, from the lightest on. */
  readonly loads: readonly LoadSum[]
  /** What ran where; null when all shared all processors. */
  readonly processors: Processors | null
}

const OVERLOAD = 10
const IDLE_PER_S = 10
const WARM_UP_PER_S = 100
const RAMP_STEP = 1.5
const MAX_PER_S = 2_000
const IDLE_S = 6
const WARM_UP_S = 10
const STEP_S = 4
/** Long enough that a burst, which is let wait, is not taken for what the site can do. */
const BETWEEN_S = 12
const JUDGED_S = 20
/** Between the knee and ten times its load. */
const BETWEEN = [2, 4]

type Options = {
  readonly site: MixSite
  /** The process that runs all parts of the site. */
  readonly pid: number
  /** Resolves when what a load left behind has been worked off. */
  readonly settle: () => Promise<void>
  readonly say?: (what: string) => void
}

/** Finds the load at which p50 doubles, then loads the site with that, and with ten times that. */
export async function measureOverload(options: Options): Promise<Overload> {
  const processors = splitProcessors()
  if (processors === null) return await putLoads(options, null)
  await pinSite(options.pid, processors.site)
  try {
    return await putLoads(options, processors)
  } finally {
    await pinSite(options.pid, ALL_PROCESSORS)
  }
}

async function putLoads({ site, settle, say }: Options, processors: Processors | null) {
  const { origin } = site
  const bound = processors?.generator ?? null
  const mix = createMix(site)
  const loads: LoadSum[] = []
  let seed = 1
  const put = async (perSecond: number, seconds: number): Promise<LoadSum> => {
    say?.(`${Math.round(perSecond)} requests a second for ${seconds} s`)
    const arrivals = planArrivals(mix.next, { perSecond, seconds, seed: seed++ })
    const sum = sumUp(
      perSecond,
      seconds,
      await putOpenLoad({ origin, arrivals, processors: bound }),
    )
    loads.push(sum)
    await settle()
    return sum
  }
  for (const path of mix.popular) await (await fetch(site.origin + path)).arrayBuffer()
  await put(WARM_UP_PER_S, WARM_UP_S) // Until code that runs often is compiled, and V8's heap has grown.
  loads.length = 0
  const idleP50Ms = (await put(IDLE_PER_S, IDLE_S)).slowP50Ms
  const kneePerSecond = await findKnee(idleP50Ms, (perSecond) => put(perSecond, STEP_S))
  const tenth = await put(kneePerSecond, JUDGED_S)
  for (const times of BETWEEN) await put(kneePerSecond * times, BETWEEN_S)
  const overloaded = await put(kneePerSecond * OVERLOAD, JUDGED_S)
  return { kneePerSecond, idleP50Ms, tenth, overloaded, loads, processors }
}

/**
 * Between the last load of a rising row at which p50 has not doubled and the first at which it has,
 * twice in a row since one may be the machine's: where a line through both, on scales of ratios, meets 2.
 */
async function findKnee(idleP50Ms: number, put: (perSecond: number) => Promise<LoadSum>) {
  const slower = async (perSecond: number) => (await put(perSecond)).slowP50Ms / idleP50Ms
  let before = 1
  for (let perSecond = 2 * IDLE_PER_S; perSecond < MAX_PER_S; perSecond *= RAMP_STEP) {
    let found = await slower(perSecond)
    if (found >= 2) found = Math.min(found, await slower(perSecond))
    if (found >= 2) {
      const part = Math.log(2 / before) / Math.log(found / before)
      return (perSecond / RAMP_STEP) * RAMP_STEP ** part
    }
    before = Math.max(1, found)
  }
  throw new Error(`p50 did not double below ${MAX_PER_S} requests a second`)
}

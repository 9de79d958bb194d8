import { type Load, type Loaded, putLoad } from './load.ts'
import { median, medianCpu } from './median.ts'
import { measureCpu, type PartCpu } from './part-cpu.ts'
import { roundOf, SCENARIOS, type Scenario } from './scenarios.ts'

export type Measured = {
  /** Medians over the rounds. */
  perSecond: number
  /** Of the ceiling's rate. Taken pair by pair where both alternate quickly, since the machine's speed drifts. */
  ofCeiling: number
  p50Ms: number
  p99Ms: number
  /** Processor time that each part took for one request; null where it cannot be known. */
  cpuMs: PartCpu | null
  /** How much of a processor the asking took, at most. */
  generatorBusy: number
  /** Sums over the rounds. */
  requests: number
  failed: number
  caches: Record<string, number>
  trips: Record<string, number>
}

type Options = {
  site: Parameters<typeof roundOf>[0]
  /** The processes whose workerd answers the ceiling, and the site. */
  pids: { ceiling: number; site: number }
  onRound: (round: number) => void
}

const WARM_UP_S = 6
const PAIRS = 2

type Run = Loaded & { cpuMs: PartCpu | null }

/** Puts every load on in turn, round after round, so that whatever disturbs the machine disturbs all. */
export async function measure(options: Options): Promise<Record<Scenario, Measured>> {
  const { site, pids, onRound } = options
  const runs = new Map<Scenario, Run[]>(SCENARIOS.map((scenario) => [scenario, []]))
  await warmUp(site)
  for (let round = 0; round < site.rounds; round++) {
    onRound(round)
    const loads = roundOf(site, round)
    for (const scenario of inTurn()) {
      const pid = scenario === 'ceiling' ? pids.ceiling : pids.site
      runs.get(scenario)?.push(await run(loads[scenario], pid))
    }
  }
  const ceiling = runs.get('ceiling') ?? []
  const all = SCENARIOS.map(
    (scenario) => [scenario, summarize(runs.get(scenario) ?? [], ceiling)] as const,
  )
  // One entry for each scenario, from the list that the type is made of.
  return Object.fromEntries(all) as Record<Scenario, Measured>
}

/** The two fast ones by turns, so that each run of one has the other beside it; then the slow ones. */
const inTurn = (): Scenario[] => [
  ...Array.from({ length: PAIRS }, () => ['ceiling', 'cached'] as const).flat(),
  ...SCENARIOS.filter((scenario) => scenario !== 'ceiling' && scenario !== 'cached'),
]

const run = (load: Load, pid: number): Promise<Run> => measureCpu(pid, () => putLoad(load))

/** Until both are compiled: V8 makes code that runs often faster, for some seconds. */
async function warmUp(site: Options['site']) {
  const { ceiling, cached } = roundOf(site, 0)
  await putLoad({ ...ceiling, seconds: WARM_UP_S })
  await putLoad({ ...cached, seconds: WARM_UP_S })
}

function summarize(runs: readonly Run[], ceiling: readonly Run[]): Measured {
  return {
    perSecond: median(runs.map((run) => run.perSecond)),
    ofCeiling: ofCeiling(runs, ceiling),
    p50Ms: median(runs.map((run) => run.p50Ms)),
    p99Ms: median(runs.map((run) => run.p99Ms)),
    cpuMs: medianCpu(runs),
    generatorBusy: Math.max(...runs.map((run) => run.generatorBusy)),
    requests: runs.reduce((sum, run) => sum + run.total, 0),
    failed: runs.reduce((sum, run) => sum + run.failed, 0),
    caches: addUp(runs.map((run) => run.caches)),
    trips: addUp(runs.map((run) => run.trips)),
  }
}

function ofCeiling(runs: readonly Run[], ceiling: readonly Run[]): number {
  const paired = runs.length === ceiling.length
  const fixed = median(ceiling.map(({ perSecond }) => perSecond))
  return median(
    runs.map(({ perSecond }, i) => perSecond / (paired ? (ceiling[i]?.perSecond ?? fixed) : fixed)),
  )
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const count of counts)
    for (const [key, n] of Object.entries(count)) sums[key] = (sums[key] ?? 0) + n
  return sums
}

import { type Loaded, putLoad } from './load.ts'
import { median } from './median.ts'
import { roundOf, SCENARIOS, type Scenario } from './scenarios.ts'
import { workerCpuS } from './worker-cpu.ts'

export type Measured = {
  /** Medians over the rounds. */
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Processor time that workerd took for one request; null where it cannot be known. */
  workerCpuMs: number | null
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
  /** Resolves when what a load left behind has been worked off. */
  settle: () => Promise<void>
  onRound: (round: number) => void
}

type Run = Loaded & { workerCpuMs: number | null }

/** Puts every load on in turn, round after round, so that whatever disturbs the machine disturbs all. */
export async function measure(options: Options): Promise<Record<Scenario, Measured>> {
  const { site, pids, settle, onRound } = options
  const runs = new Map<Scenario, Run[]>(SCENARIOS.map((scenario) => [scenario, []]))
  for (let round = 0; round < site.rounds; round++) {
    onRound(round)
    const loads = roundOf(site, round)
    for (const scenario of SCENARIOS) {
      const pid = scenario === 'ceiling' ? pids.ceiling : pids.site
      const before = await workerCpuS(pid)
      const loaded = await putLoad(loads[scenario])
      const after = await workerCpuS(pid)
      const known = before !== null && after !== null && loaded.total > 0
      const workerCpuMs = known ? ((after - before) * 1000) / loaded.total : null
      runs.get(scenario)?.push({ ...loaded, workerCpuMs })
      await settle()
    }
  }
  const all = SCENARIOS.map((scenario) => [scenario, summarize(runs.get(scenario) ?? [])] as const)
  // One entry for each scenario, from the list that the type is made of.
  return Object.fromEntries(all) as Record<Scenario, Measured>
}

function summarize(runs: readonly Run[]): Measured {
  const cpu = runs.map((run) => run.workerCpuMs).filter((ms) => ms !== null)
  return {
    perSecond: median(runs.map((run) => run.perSecond)),
    p50Ms: median(runs.map((run) => run.p50Ms)),
    p99Ms: median(runs.map((run) => run.p99Ms)),
    workerCpuMs: cpu.length > 0 ? median(cpu) : null,
    generatorBusy: Math.max(...runs.map((run) => run.generatorBusy)),
    requests: runs.reduce((sum, run) => sum + run.total, 0),
    failed: runs.reduce((sum, run) => sum + run.failed, 0),
    caches: addUp(runs.map((run) => run.caches)),
    trips: addUp(runs.map((run) => run.trips)),
  }
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const count of counts)
    for (const [key, n] of Object.entries(count)) sums[key] = (sums[key] ?? 0) + n
  return sums
}

import type { Bar } from './bar.ts'
import type { Results } from './bars.ts'
import type { Growth } from './growth.ts'
import type { Measured } from './measure.ts'
import { printOverload } from './overload-print.ts'
import { PAGE_KINDS } from './page-kinds.ts'
import type { PartCpu } from './part-cpu.ts'
import { SCENARIOS } from './scenarios.ts'
import { table } from './table.ts'

/** The results and bars as tables, for people. */
export function print(
  { measured, overload, pages, crowd, startup, growth, imported }: Results,
  bars: readonly Bar[],
): string {
  const loads = SCENARIOS.map((scenario) => {
    const found = measured[scenario]
    return [
      scenario,
      found.perSecond.toFixed(0),
      found.ofCeiling.toFixed(3),
      String(found.p50Ms),
      String(found.p99Ms),
      ...cpuColumns(found.cpuMs),
      spread(found.trips),
      String(renders(found)),
      `${Math.round(found.generatorBusy * 100)}%`,
    ]
  })
  const heads = [
    '',
    'req/s',
    'of ceiling',
    'p50 ms',
    'p99 ms',
    ...CPU_HEADS,
    'trips',
    'renders',
    'asker',
  ]
  const seen = pages.map(({ path, signedIn, trips, htmlGzip }) => [
    path,
    signedIn ? 'signed in' : 'anonymous',
    String(trips),
    (htmlGzip / 1024).toFixed(1),
  ])
  return [
    table([heads, ...loads]),
    table([['page, cold', 'for', 'trips', 'KiB gzip'], ...seen]),
    `${crowd.visitors} visitors on one cold page: ${crowd.renders} render, the slowest after ${crowd.slowestMs} ms`,
    printOverload(overload),
    growthTable(growth.kinds),
    `Reference page: ${growth.referenceCpuMs?.toFixed(2) ?? '?'} ms of CPU. Start: ${startup.oursMs.toFixed(0)} ms, of a hello-world ${startup.helloMs.toFixed(0)} ms; first rendered page after ${startup.renderedMs.toFixed(0)} ms`,
    `Import of ${imported.created} sessions: ${imported.tookMs} ms, at most ${imported.peakMib.toFixed(0)} MiB`,
    barTable(bars),
  ].join('\n\n')
}

/** Milliseconds of processor time for one, by part. */
const CPU_HEADS = ['Worker', 'gateways', 'Postgres']

const cpuColumns = (cpuMs: PartCpu | null) =>
  cpuMs
    ? [cpuMs.worker, cpuMs.gateways, cpuMs.postgres].map((ms) => ms.toFixed(2))
    : ['?', '?', '?']

export const barTable = (bars: readonly Bar[]): string =>
  table(bars.map(({ name, bar, found, pass }) => [pass ? 'PASS' : 'FAIL', name, found, bar]))

/** Every kind of page at both sizes, uncached. */
export function growthTable(growth: Results['growth']['kinds']): string {
  const heads = [
    'page',
    'size',
    'mean ms',
    'p50 ms',
    'p99 ms',
    ...CPU_HEADS,
    'trips',
    'KiB gzip',
    '×',
  ]
  const row = (kind: string, size: 'large' | 'small', { ratio, [size]: cost }: Growth) => [
    kind,
    size,
    cost.meanMs.toFixed(2),
    String(cost.p50Ms),
    String(cost.p99Ms),
    ...cpuColumns(cost.cpuMs),
    String(cost.mostTrips),
    (cost.htmlGzip / 1024).toFixed(1),
    size === 'large' ? ratio.toFixed(2) : '',
  ]
  const rows = PAGE_KINDS.flatMap((kind) => [
    row(kind, 'large', growth[kind]),
    row(kind, 'small', growth[kind]),
  ])
  return table([heads, ...rows])
}

/** Answers of the load that were made anew; unknown for loads whose answers are not looked at. */
function renders({ caches }: Measured): number | string {
  if (Object.keys(caches).length === 0) return '-'
  return (caches.miss ?? 0) + (caches.bypass ?? 0)
}

function spread(trips: Record<string, number>): string {
  return Object.keys(trips).join('–') || '-'
}

import { printCrawl } from './crawl.ts'
import type { Overload } from './overload-measure.ts'
import { KINDS, MIX } from './overload-mix.ts'
import { type LoadSum, WINDOW_S } from './overload-sum.ts'
import { table } from './table.ts'

/** Every load as a row for each kind, for people. */
export function printOverload({
  kneePerSecond,
  leastP50Ms,
  ceilingPerSecond,
  work,
  loads,
  flood,
  crawl,
  processors,
}: Overload): string {
  const heads = [
    'req/s',
    'kind',
    'asked',
    'served',
    '503',
    'p50 ms',
    'p99 ms',
    'of windows',
    '503 p99',
    'failed',
    'goodput',
    'generator',
  ]
  const mix = KINDS.map((kind) => `${MIX[kind] * 100} % ${kind}`).join(', ')
  return [
    `Open loop, ${mix}. p50 of what needs a database: ${leastP50Ms.toFixed(1)} ms at least, twice that at ${kneePerSecond.toFixed(0)} requests a second. A hello-world answers ${ceilingPerSecond.toFixed(0)} on one processor.`,
    `Processor time of one, all parts: ${KINDS.map((kind) => `${kind} ${work[kind].toFixed(2)} ms`).join(', ')}. Goodput: that of served answers, in seconds a second.`,
    processors
      ? `Processors (taskset): Worker ${processors.worker}, databases and gateways ${processors.services}, generator ${processors.generator}.`
      : 'All share all processors: there is one only, or no taskset to bind them.',
    table([heads, ...loads.flatMap(rowsOf), ...(flood ? rowsOf(flood) : [])]),
    ...(flood
      ? ['The last load is ten times that at which p50 doubles: too near the ceiling to be judged.']
      : []),
    `Of windows: the median p99 of windows of ${WINDOW_S} s.`,
    '',
    printCrawl(crawl),
  ].join('\n')
}

function rowsOf(load: LoadSum): string[][] {
  const whole = [
    Object.entries(load.failures)
      .map(([name, n]) => `${n} × ${name}`)
      .join(', ') || '0',
    load.goodput.toFixed(2),
    `${Math.round(load.generatorBusy * 100)}%, ${load.latestSendMs.toFixed(0)} ms late`,
  ]
  return KINDS.map((kind, row) => {
    const { asked, served, refused, p50Ms, p99Ms, windowP99Ms, refusedP99Ms } = load.kinds[kind]
    const times = [p50Ms, p99Ms, windowP99Ms, refusedP99Ms].map((ms) =>
      Number.isNaN(ms) ? '-' : ms.toFixed(1),
    )
    return [
      row === 0 ? load.perSecond.toFixed(0) : '',
      kind,
      String(asked),
      String(served),
      String(refused),
      ...times,
      ...(row === 0 ? whole : []),
    ]
  })
}

import { atLeast, atMost, type Bar, rounded } from './bar.ts'
import { crawlBars } from './crawl.ts'
import { median } from './median.ts'
import type { Overload } from './overload-measure.ts'
import { KINDS } from './overload-mix.ts'
import { sum } from './overload-sum.ts'

/** How much slower than at a tenth of the load the slowest in a hundred of served answers may be. */
const MOST_SLOWER = 5
const LEAST_GOODPUT = 0.8

/** Whether overload is refused early and honestly. What could not be measured meets no bar. */
export function overloadBars({ rounds, loads, crawl }: Overload): Bar[] {
  const failed = loads.flatMap(({ failures }) => Object.values(failures))
  const ofBest = median(
    rounds.map(
      ({ tenth, double, overloaded }) =>
        overloaded.goodput / Math.max(tenth.goodput, double.goodput, overloaded.goodput),
    ),
  )
  return [
    atMost('overload, failed or reset', sum(failed), 0),
    atMost(
      'overload, 503 without Retry-After',
      sum(loads.map((load) => load.withoutRetryAfter)),
      0,
    ),
    rounded(atLeast('overload, goodput of the best', ofBest, LEAST_GOODPUT)),
    ...crawlBars(crawl),
    ...KINDS.map((kind) => {
      const slower = median(
        rounds.map(
          ({ tenth, overloaded }) =>
            overloaded.kinds[kind].windowP99Ms / tenth.kinds[kind].windowP99Ms,
        ),
      )
      return rounded(atMost(`overload, p99 of ${kind}, of that at a tenth`, slower, MOST_SLOWER))
    }),
  ]
}

import { requireSetting } from '../ops/target.ts'
import { startFilledStack } from './filled-stack.ts'
import { overloadBars } from './overload-bars.ts'
import { measureOverload } from './overload-measure.ts'
import { findColdPaths } from './overload-mix.ts'
import { printOverload } from './overload-print.ts'
import { sessionCookies } from './session-cookie.ts'
import { table } from './table.ts'

/**
 * The overload part of the benchmark alone, on a directory of a tenth:
 * `npm run build && node scripts/bench/overload.ts`.
 */
const PORT = Number(process.env.BENCH_PORT ?? 26_110)
const stack = await startFilledStack(PORT, 0.1)
try {
  const { filled } = stack
  const databaseUrl = requireSetting(stack, 'DATABASE_URL')
  const cookies = await sessionCookies(stack, filled)
  const coldPaths = await findColdPaths(databaseUrl)
  const overload = await measureOverload({
    site: { origin: stack.origin, filled, coldPaths, cookies },
    pid: stack.pid,
    ceilingPort: PORT + 1,
    say: (what) => console.error(what),
  })
  const bars = overloadBars(overload)
  console.log(printOverload(overload))
  console.log(
    table(bars.map(({ name, bar, found, pass }) => [pass ? 'PASS' : 'FAIL', name, found, bar])),
  )
  process.exitCode = bars.every(({ pass }) => pass) ? 0 : 1
} finally {
  await stack.stop()
}

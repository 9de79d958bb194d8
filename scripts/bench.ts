import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { checkBars } from './bench/bars.ts'
import { compareSizes } from './bench/compare-sizes.ts'
import { costBars } from './bench/cost/dollars.ts'
import { type Costs, measureCosts } from './bench/cost/measure-cost.ts'
import { costTables } from './bench/cost/print-cost.ts'
import { sendCrowd } from './bench/crowd.ts'
import { type FilledStack, keepDirectory, startFilledStack } from './bench/filled-stack.ts'
import { startHelloWorld } from './bench/hello-world.ts'
import { benchLarge } from './bench/large.ts'
import type { Filled } from './bench/look-around.ts'
import { measure } from './bench/measure.ts'
import { measureImport } from './bench/measure-import.ts'
import { measureOverload } from './bench/overload-measure.ts'
import { findColdPaths } from './bench/overload-mix.ts'
import { lookAtPages } from './bench/pages.ts'
import { print } from './bench/print.ts'
import { sessionCookies } from './bench/session-cookie.ts'
import { measureSizes } from './bench/sizes.ts'
import type { BenchStack } from './bench/stack.ts'
import { measureStartup } from './bench/startup.ts'
import { commandLine } from './command-line.ts'
import { sizesAt } from './generate/sizes.ts'
import { requireSetting } from './ops/target.ts'

const PORT = Number(process.env.BENCH_PORT ?? 26_100)
const ROUNDS = 3
const VISITORS = 500
const IMPORTED_SESSIONS = 1_000
/** Of the smaller directory. Of costs only the comparison of the sets depends on it. */
const SMALL = 0.1
const EVENTS = sizesAt(1).events

const { large } = commandLine(
  'npm run bench --',
  'Measure the quality bars in one run, of some 10 minutes once its directories are filled.',
)
  .option(
    '--large',
    'instead, compare pages of a directory of five times the size with the usual one: for a night, of some 40 minutes',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 all bars are met, 1 one is not. BENCH_PORT=26100 is the first port that it uses.',
  )
  .parse()
  .opts<{ large?: true }>()

const startedAtMs = performance.now()

process.exitCode = large ? await benchLarge(PORT, say) : await benchUsual()

async function benchUsual(): Promise<number> {
  say(`Making ready a directory of ${EVENTS} events, which takes minutes the first time`)
  const directory = await keepDirectory(PORT, SMALL)
  say('Counting what each action asks of the services, meanwhile')
  const [started, costs] = await Promise.allSettled([
    startFilledStack(PORT, 1),
    measureCosts(PORT + 3, directory),
  ])
  if (started.status === 'rejected') throw started.reason
  const stack = started.value
  try {
    if (costs.status === 'rejected') throw costs.reason
    return await bench(stack, costs.value)
  } finally {
    await stack.stop()
  }
}

async function bench(stack: FilledStack, costs: Costs): Promise<number> {
  const { filled } = stack
  const cookies = await sessionCookies(stack, filled)
  const members = await sessionCookies(stack, { accounts: filled.members })
  say(`Looking at single pages, and at ${VISITORS} visitors at once`)
  const pages = await lookAtAll(stack.origin, filled, cookies[0] ?? '')
  const coldPath = filled.eventPaths.at(-1) ?? '/'
  const crowd = await sendCrowd(`${stack.origin}${coldPath}`, VISITORS)
  const measured = await measureLoads(stack, filled, { cookies, members })
  say('Starting Workers')
  const startup = await measureStartup(PORT + 1)
  const growth = await compareWithSmall(stack)
  say(`Importing ${IMPORTED_SESSIONS} sessions`)
  const imported = await measureImport(stack.dataDir, IMPORTED_SESSIONS)
  // Last, since the site's processes stay bound to the processors that it gives them.
  say('Overloading the site')
  const overload = await overloadSite(stack, filled, cookies)
  const sizes = await measureSizes()
  const results = { measured, overload, pages, crowd, sizes, startup, growth, imported }
  const bars = [...checkBars(results), ...costBars(costs)]
  const tookS = Math.round((performance.now() - startedAtMs) / 1000)
  console.log(
    `\n${costTables(costs)}\n\n${print(results, bars)}\n\n${cpus().length} processors, ${EVENTS} events, ${ROUNDS} rounds, ${tookS} s`,
  )
  const file = join(import.meta.dirname, '../dist/bench.json')
  await writeFile(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), processors: cpus().length, events: EVENTS, rounds: ROUNDS, tookS, ...results, costs, bars }, null, 2)}\n`,
  )
  return bars.every(({ pass }) => pass) ? 0 : 1
}

/** The same pages in a directory of a tenth, side by side with the full one. */
async function compareWithSmall(stack: FilledStack) {
  say('Making ready a directory of a tenth')
  const small = await startFilledStack(PORT + 2, SMALL)
  say('Comparing pages of both')
  return await compareSizes({ large: stack, small }, PORT + 1).finally(() => small.stop())
}

async function lookAtAll(
  origin: string,
  { eventPaths, topicPath, placePath }: Filled,
  cookie: string,
) {
  // From the end, which no round asks for.
  const eventPath = eventPaths.at(-2) ?? '/'
  const paths = ['/', eventPath, '/topics/', topicPath, '/places/', placePath, '/conferences/']
  const anonymous = await lookAtPages(origin, paths)
  return [...anonymous, ...(await lookAtPages(origin, [...paths, '/dashboard/'], cookie))]
}

type People = { cookies: string[]; members: string[] }

async function measureLoads(stack: BenchStack, filled: Filled, people: People) {
  // Where a crowd arrives.
  const cachedPath = '/'
  const page = await fetch(`${stack.origin}${cachedPath}`)
  const body = new Uint8Array(await page.arrayBuffer())
  const hello = await startHelloWorld({ body, port: PORT + 1 })
  try {
    return await measure({
      site: {
        origin: stack.origin,
        ceilingUrl: hello.url,
        cachedPath,
        filled,
        ...people,
        rounds: ROUNDS,
      },
      pids: { ceiling: hello.pid, site: stack.pid },
      onRound: (round) => say(`Round ${round + 1} of ${ROUNDS}`),
    })
  } finally {
    await hello.stop()
  }
}

async function overloadSite(stack: BenchStack, filled: Filled, cookies: string[]) {
  const coldPaths = await findColdPaths(requireSetting(stack, 'DATABASE_URL'))
  return await measureOverload({
    site: { origin: stack.origin, filled, coldPaths, cookies },
    pid: stack.pid,
    ceilingPort: PORT + 1,
  })
}

function say(what: string): void {
  const atS = Math.round((performance.now() - startedAtMs) / 1000)
  console.error(`${String(atS).padStart(4)} s  ${what} …`)
}

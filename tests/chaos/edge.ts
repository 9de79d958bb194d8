import { FRESH_S, type Knowledge } from './edge-invariants.ts'
import { EdgeReader } from './edge-reader.ts'
import type { Blow } from './plan.ts'
import { makeReader } from './reader.ts'
import { Report } from './report.ts'
import { runPlan } from './run-plan.ts'
import { checkJobs } from './settle.ts'
import { startWorld, stopWorld, type World } from './world.ts'
import { Writers } from './writers.ts'

/** More than one purge may name, which is 100. */
const EVENTS = 160
/** The last events, which nobody writes to: their pages change for nobody's sake. */
const QUIET = 12
const READERS = 16
const PRESSERS = 4

type Options = { readonly seed: number; readonly plan: readonly Blow[]; readonly forMs: number }

/**
 * Visitors who are not signed in, at many addresses of the same pages, while the pages change, are
 * purged, and parts fail.
 */
export async function runEdge({ seed, plan, forMs }: Options) {
  const report = new Report('edge', seed)
  const settings = { PAGE_CACHE_SECONDS: String(FRESH_S) }
  const world: World = await startWorld({ seed, report, events: EVENTS, stack: { settings } })
  try {
    const quiet = world.events.slice(-QUIET)
    const busy = { ...world, events: world.events.slice(0, -QUIET) }
    const writers = new Writers(busy, { holders: 0 })
    const known: Knowledge = { writers, etags: new Map(), bodies: new Map() }
    const readers = Array.from({ length: READERS }, () => new EdgeReader(busy, quiet, known))
    const pressers = Array.from({ length: PRESSERS }, (_, i) => press(busy, `${i} Presser`))
    const fromMs = Date.now()
    try {
      await runPlan(busy, plan, fromMs + forMs)
    } finally {
      busy.running = false
      await Promise.all([...readers.map(({ ended }) => ended), ...pressers, writers.ended()])
    }
    checkRenders(busy, readers, Date.now() - fromMs)
    await checkJobs(busy)
  } finally {
    await stopWorld(world)
  }
  console.log(String(report))
  return report
}

/** Attends and leaves one event after the other, so that their pages are purged. */
async function press(world: World, name: string) {
  const reader = await makeReader(world, name)
  while (world.running) {
    const event = reader.random.pick(world.events)
    await reader.press(event, reader.random.pick(['attending', 'none']))
  }
}

/** A page that nobody changes is made once in each of its lives, however its address is spelt. */
function checkRenders({ report }: World, readers: readonly EdgeReader[], tookMs: number) {
  const renders = new Map<string, number>()
  for (const { quietMisses } of readers)
    for (const [path, misses] of quietMisses) renders.set(path, (renders.get(path) ?? 0) + misses)
  const most = Math.ceil(tookMs / 1000 / FRESH_S) + 2
  for (const [path, misses] of renders)
    if (misses > most)
      report.violate({
        invariant: 'a query that a page does not know makes no page',
        who: 'everybody',
        operation: `GET ${path}`,
        expected: `at most ${most} renders`,
        seen: `${misses}`,
      })
}

import type { Blow } from './plan.ts'
import type { Random } from './random.ts'
import { makeReaders } from './reader.ts'
import { Report } from './report.ts'
import { runPlan } from './run-plan.ts'
import { settle } from './settle.ts'
import { SignIns } from './sign-ins.ts'
import { adminQuery } from './sql.ts'
import { startWorld, stopWorld, type World } from './world.ts'
import { Writers } from './writers.ts'

type Options = {
  readonly seed: number
  readonly readers: number
  readonly plan: (random: Random) => readonly Blow[]
  /** No new fault begins after this long. */
  readonly forMs: number
}

/**
 * Random histories: readers who are signed in and do one thing after the other, writers straight in
 * SQL, and faults meanwhile. Each answer is checked against what its reader has written and seen.
 */
export async function runHistories({ seed, readers: count, plan, forMs }: Options) {
  const report = new Report('histories', seed)
  const world: World = await startWorld({ seed, report })
  try {
    const readers = await makeReaders(world, count)
    await keep(world)
    const writers = new Writers(world)
    const signIns = new SignIns(world)
    const reading = readers.map((reader) => reader.run())
    try {
      await runPlan(world, plan(world.random), Date.now() + forMs)
    } finally {
      world.running = false
      await Promise.all([...reading, writers.ended(), signIns.ended])
    }
    await settle(world, { readers, writers, signIns })
  } finally {
    await stopWorld(world)
  }
  console.log(String(report))
  return report
}

/** A replica that is killed comes back no older than this. */
async function keep({ stack }: World) {
  for (const url of [stack.databaseUrl, ...stack.replicaUrls]) await adminQuery(url, 'checkpoint')
}

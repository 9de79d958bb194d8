import { expect, test } from 'vitest'
import { runHistories } from './histories.ts'
import { makePlan } from './plan.ts'
import { chaosSeed } from './random.ts'

/** A fault takes 7 s on average, with what it leaves behind. */
const FAULTS = 40
const FOR_MS = 400_000

test('nobody loses a write, misses their own or travels back, whatever fails', {
  timeout: 500_000,
}, async () => {
  const report = await runHistories({
    seed: chaosSeed(),
    readers: 20,
    plan: (random) => makePlan(random, FAULTS),
    forMs: FOR_MS,
  })

  // What was broken, and how, is printed above.
  expect(report.violations).toHaveLength(0)
  expect(report.faults).toBeGreaterThanOrEqual(FAULTS)
  // A slow machine makes 17,000, a fast one 35,000.
  expect(report.operations).toBeGreaterThanOrEqual(10_000)
})

import { expect, test } from 'vitest'
import { runHistories } from './histories.ts'
import { makePlan } from './plan.ts'
import { chaosSeed } from './random.ts'

const FOR_MS = 270_000
const PAIRS = 8

test('nobody loses a write, misses their own or travels back, whatever fails', {
  timeout: 400_000,
}, async () => {
  const report = await runHistories({
    seed: chaosSeed(),
    readers: 20,
    plan: (random) => makePlan(random, PAIRS),
    forMs: FOR_MS,
  })

  // What was broken, and how, is printed above.
  expect(report.violations).toHaveLength(0)
  expect(report.faults).toBeGreaterThanOrEqual(40)
  // A slow machine makes 17,000, a fast one 35,000.
  expect(report.operations).toBeGreaterThanOrEqual(10_000)
})

import { expect, test } from 'vitest'
import { runHistories } from '../chaos/histories.ts'
import { named } from '../chaos/plan.ts'

const SEED = 8

test('half a minute of random histories under faults: no promise is broken', async () => {
  const report = await runHistories({
    seed: SEED,
    readers: 20,
    forMs: 60_000,
    plan: () => [
      [named('replica 1 replays in jerks')],
      [named('replica 2 is a second behind'), named('Redis is killed')],
      [named('replica 1 is killed'), named('the queue is away')],
      [named('the primary is killed')],
      [named('replica 2 ends its sessions')],
      [named('the Worker is killed')],
    ],
  })

  // What was broken, and how, is printed above.
  expect(report.violations).toHaveLength(0)
  expect(report.operations).toBeGreaterThan(1_500)
})

import { expect, test } from 'vitest'
import { runEdge } from './edge.ts'
import { named } from './plan.ts'
import { chaosSeed } from './random.ts'

test('anonymous pages are right, fresh and there, whatever fails', {
  timeout: 80_000,
}, async () => {
  const report = await runEdge({
    seed: chaosSeed(),
    plan: [
      [named('every database is slow')],
      [named('Redis is killed')],
      [named('no database can be reached')],
      [named('replica 1 is killed'), named('the queue is away')],
      [named('the primary is killed'), named('every database is slow')],
      [named('KV is away')],
    ],
    forMs: 60_000,
  })

  // What was broken, and how, is printed above.
  expect(report.violations).toHaveLength(0)
})

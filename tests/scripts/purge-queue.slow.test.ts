import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { purgeTable, simulatePurges } from '#scripts/scale/purge-queue.ts'

test('docs/scale.md says of purging what the simulation prints', () => {
  expect(readFileSync('docs/scale.md', 'utf8')).toContain(purgeTable())
})

test('up to the quota every tag is purged in time, beyond it only as many as the quota allows', () => {
  expect(simulatePurges(25)).toMatchObject({ inTime: 1 })
  const { inTime } = simulatePurges(2_500)
  // 500 tags a minute of nearly 5,000.
  expect(inTime).toBeGreaterThan(0.08)
  expect(inTime).toBeLessThan(0.15)
})

import { expect, test } from 'vitest'
import { measureImport } from '#scripts/bench/measure-import.ts'
import { stackForTest } from './support.ts'

const SESSIONS = 1_000
const MAX_PEAK_MIB = 200

test('a programme of 1,000 sessions is imported by the command line within 200 MiB', async () => {
  const stack = await stackForTest({ bundle: null, replicas: 0 })

  const { created, tookMs, peakMib } = await measureImport(stack.dataDir, SESSIONS)

  console.log(`${created} sessions in ${tookMs} ms, at most ${peakMib.toFixed(0)} MiB`)
  expect(created).toBe(SESSIONS)
  expect(peakMib).toBeLessThan(MAX_PEAK_MIB)
})

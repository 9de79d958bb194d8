import { expect, test, vi } from 'vitest'
import { type Report, report } from '#workers/incidents/report.ts'
import { OVER_AFTER_MS, readReports } from '#workers/incidents/reports.ts'
import { makeFlags } from '../../support/flags.ts'

const failure: Report = { kind: 'job-failed', text: 'The job send-email failed' }
/** Each test has an hour of its own, so that none is quiet because of another. */
let hour = 0
const nextHourMs = () => {
  hour += 1
  return hour * 3_600_000
}

test('an isolate reports a kind once, and again after five minutes; others at once', async () => {
  const { flags, puts } = makeFlags()
  const atMs = nextHourMs()
  for (let s = 0; s < 300; s += 1) await report(flags, failure, atMs + s * 1000)
  expect(puts).toHaveLength(1)
  await report(flags, { kind: 'dead-letter', text: 'gone' }, atMs + 1)
  await report(flags, failure, atMs + 300_000)
  expect(puts).toEqual(['incidents:seen:job-failed', 'incidents:seen:dead-letter', puts[0]])
})

test('what was reported is seen for ten minutes after the last report', async () => {
  const { flags } = makeFlags()
  const atMs = nextHourMs()
  await report(flags, failure, atMs)
  const at = async (ms: number) => (await readReports(flags, atMs + ms)).symptoms
  expect(await at(0)).toEqual([failure])
  expect(await at(OVER_AFTER_MS - 1)).toEqual([failure])
  expect(await at(OVER_AFTER_MS)).toEqual([])
})

test('without KV nothing is reported and nothing known; nobody waits or fails, and it is tried again', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { flags, puts, breakDown } = makeFlags()
  const atMs = nextHourMs()
  breakDown(true)
  for (let s = 0; s < 60; s += 1) await report(flags, failure, atMs + s * 1000)
  const { unknown } = await readReports(flags, atMs)
  expect([...unknown].sort()).toEqual(['dead-letter', 'job-failed', 'unexpected-error'])
  expect([warned.mock.calls.length, log.mock.calls.length]).toEqual([1, 3])

  breakDown(false)
  await report(flags, failure, atMs + 60_000)
  expect(puts).toEqual(['incidents:seen:job-failed'])
  vi.restoreAllMocks()
})

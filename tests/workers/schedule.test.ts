import { NeonDbError } from '@neondatabase/serverless'
import { afterEach, expect, test, vi } from 'vitest'
import type { Deps } from '#functions/deps.ts'
import type { Report } from '#workers/incidents/report.ts'
import { EVERY_MINUTE, runSchedule, schedule } from '#workers/schedule.ts'
import { makeDeps } from '../support/deps.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

async function runWith(commit: Deps['commit']) {
  const lines: { job: string; error: string }[] = []
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(JSON.parse(line)))
  const reports: Report[] = []
  const { deps } = makeDeps({ commit })
  await runSchedule(EVERY_MINUTE, deps, (report) => void reports.push(report))
  return { lines, reports }
}

test('a job that fails stops no other; each is logged and reported by its own name', async () => {
  const { lines, reports } = await runWith(() => Promise.reject(new TypeError('a bug')))
  const names = Object.keys(schedule[EVERY_MINUTE] ?? {})
  expect(lines.length).toBeGreaterThan(2)
  expect(names).toEqual(expect.arrayContaining(lines.map(({ job }) => job)))
  expect(lines.every(({ error }) => /^TypeError: a bug\n +at /.test(error))).toBe(true)
  expect(reports.map(({ text }) => text)).toEqual(
    lines.map(({ job }) => expect.stringContaining(`The scheduled job ${job} failed`)),
  )
})

test('jobs that fail because no database answers are logged, and told as that alone', async () => {
  const { lines, reports } = await runWith(() => Promise.reject(new NeonDbError('fetch failed')))
  expect(lines.length).toBeGreaterThan(2)
  expect(reports).toEqual([])
})

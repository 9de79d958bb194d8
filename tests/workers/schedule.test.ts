import { NeonDbError } from '@neondatabase/serverless'
import { afterEach, expect, test, vi } from 'vitest'
import type { Deps } from '#functions/deps.ts'
import { EVERY_MINUTE, type ScheduledJob, scheduledJobs } from '#functions/jobs.ts'
import { type ScheduledHandlers, scheduledHandlers } from '#queues/handlers.ts'
import type { Report } from '#workers/incidents/report.ts'
import { runSchedule } from '#workers/schedule.ts'
import { makeDeps } from '../support/deps.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

type Line = { message: string; job: ScheduledJob; ms: number; error: string }
const eachMinute = Object.entries(scheduledJobs)
  .filter(([, { every }]) => every === EVERY_MINUTE)
  .map(([job]) => job)

async function runWith(commit: Deps['commit'], handlers?: ScheduledHandlers) {
  const lines: Line[] = []
  const ran: Line[] = []
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(JSON.parse(line)))
  vi.spyOn(console, 'log').mockImplementation((line) => void ran.push(JSON.parse(line)))
  const reports: Report[] = []
  const { deps } = makeDeps({ commit })
  await runSchedule(EVERY_MINUTE, deps, (report) => void reports.push(report), handlers)
  return { lines, ran, reports }
}

test('a job that fails stops no other; each is logged and reported by its own name', async () => {
  const { lines, ran, reports } = await runWith(() => Promise.reject(new TypeError('a bug')))
  expect(lines.length).toBeGreaterThan(2)
  expect([...ran, ...lines].map(({ job }) => job).sort()).toEqual([...eachMinute].sort())
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

test('a job that hangs holds no other, and has failed before the next tick; each run is recorded', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const run = vi.fn(async () => {})
  const others = Object.fromEntries(eachMinute.map((job) => [job, run]))
  const hangs = { 'sweep-outbox': () => new Promise(() => {}) }
  const running = runWith(async () => [] as never, { ...scheduledHandlers, ...others, ...hangs })
  await vi.advanceTimersByTimeAsync(0)
  expect(run).toHaveBeenCalledTimes(eachMinute.length - 1)

  await vi.advanceTimersByTimeAsync(59_000)
  const { lines, ran, reports } = await running
  expect(lines).toMatchObject([
    { job: 'sweep-outbox', ms: 50_000, error: expect.stringContaining('It took more than 50000') },
  ])
  expect(reports).toHaveLength(1)
  expect(ran).toHaveLength(eachMinute.length - 1)
  expect(ran[0]).toMatchObject({ message: 'a scheduled job ran', ms: 0 })
})

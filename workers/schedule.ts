import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { scheduleCoverageChecks } from '#functions/coverage/schedule-checks.ts'
import type { Deps } from '#functions/deps.ts'
import { isOutage } from '#functions/errors.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { log } from '#functions/log.ts'
import { sweepOutbox } from '#functions/outbox/sweep-outbox.ts'
import { countNextSpeakers } from '#functions/people/count-next-speakers.ts'
import { scheduleIngestion } from '#functions/posts/schedule-ingestion.ts'
import { reconcileSets } from '#functions/sets/reconcile-sets.ts'
import { scheduleReadings } from '#functions/subscriptions/schedule-readings.ts'
import type { Report } from './incidents/report.ts'

export const EVERY_MINUTE = '* * * * *'

/** A job's name is for the log: the names of functions do not survive minification. */
type ScheduledJobs = Readonly<Record<string, (deps: Deps) => Promise<unknown>>>

/** Everything that happens by the clock. Keys are the `crons` of wrangler.toml, word for word. */
export const schedule: Readonly<Record<string, ScheduledJobs>> = {
  [EVERY_MINUTE]: {
    'sweep-outbox': sweepOutbox,
    'schedule-ingestion': scheduleIngestion,
    'reconcile-sets': reconcileSets,
    'schedule-coverage-checks': scheduleCoverageChecks,
    'schedule-readings': scheduleReadings,
    'count-events': countEvents,
    'count-next-speakers': countNextSpeakers,
  },
  '23 4 * * *': { 'rebuild-coverage-counts': rebuildCoverageCounts },
}

/**
 * Runs what is due. One that fails stops none of the others, is logged and reported. While the
 * database is away all of them fail, and that is told as such.
 */
export async function runSchedule(cron: string, deps: Deps, report: (report: Report) => void) {
  const due = Object.entries(schedule[cron] ?? {})
  const run = async ([job, work]: (typeof due)[number]) => {
    try {
      await work(deps)
    } catch (error) {
      log.error('a scheduled job failed', { job }, error)
      if (isOutage(error)) return
      const text = `The scheduled job ${job} failed. It runs again when it is due, and the log says why`
      report({ kind: 'job-failed', text })
    }
  }
  await Promise.all(due.map(run))
}

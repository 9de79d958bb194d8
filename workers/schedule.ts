import type { Deps } from '#functions/deps.ts'
import { isOutage } from '#functions/errors.ts'
import { type ScheduledJob, scheduledJobs } from '#functions/jobs.ts'
import { log } from '#functions/log.ts'
import { tooLate, withinTime } from '#functions/within-time.ts'
import { type ScheduledHandlers, scheduledHandlers } from '#queues/handlers.ts'
import type { Report } from './incidents/report.ts'

/**
 * Runs what is due, side by side. One that fails or takes too long stops none of the others, nor the
 * next tick; it is logged and reported. Each run leaves a record in the log. While the database is
 * away all of them fail, and that is told as such.
 */
export async function runSchedule(
  cron: string,
  deps: Deps,
  report: (report: Report) => void,
  handlers: ScheduledHandlers = scheduledHandlers,
) {
  const run = async (job: ScheduledJob) => {
    const { maxMs } = scheduledJobs[job]
    const startedAtMs = Date.now()
    const late = tooLate(`It took more than ${maxMs} ms`)
    try {
      await withinTime(handlers[job](deps), maxMs, late)
      log.info('a scheduled job ran', { job, ms: Date.now() - startedAtMs })
    } catch (error) {
      log.error('a scheduled job failed', { job, ms: Date.now() - startedAtMs }, error)
      if (isOutage(error)) return
      const text = `The scheduled job ${job} failed. It runs again when it is due, and the log says why`
      report({ kind: 'job-failed', text })
    }
  }
  const names = Object.keys(scheduledJobs) as ScheduledJob[]
  await Promise.all(names.filter((job) => scheduledJobs[job].every === cron).map(run))
}

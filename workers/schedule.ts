import { sweepSignIns } from '#functions/accounts/sweep-sign-ins.ts'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { scheduleCoverageChecks } from '#functions/coverage/schedule-checks.ts'
import type { Deps } from '#functions/deps.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { sweepOutbox } from '#functions/outbox/sweep-outbox.ts'
import { countNextSpeakers } from '#functions/people/count-next-speakers.ts'
import { scheduleIngestion } from '#functions/posts/schedule-ingestion.ts'
import { reconcileSets } from '#functions/sets/reconcile-sets.ts'
import { scheduleReadings } from '#functions/subscriptions/schedule-readings.ts'

/** Everything that happens by the clock. Keys are the `crons` of wrangler.toml, word for word. */
export const schedule: Record<string, readonly ((deps: Deps) => Promise<unknown>)[]> = {
  '* * * * *': [
    sweepOutbox,
    scheduleIngestion,
    reconcileSets,
    sweepSignIns,
    scheduleCoverageChecks,
    scheduleReadings,
    countEvents,
    countNextSpeakers,
  ],
  '23 4 * * *': [rebuildCoverageCounts],
}

/** Runs what is due. One that fails stops none of the others, and is logged. */
export async function runSchedule(cron: string, deps: Deps) {
  const due = schedule[cron] ?? []
  const results = await Promise.allSettled(due.map((run) => run(deps)))
  for (const [i, result] of results.entries()) {
    if (result.status === 'rejected')
      console.error({ message: 'a scheduled job failed', job: due[i]?.name, error: result.reason })
  }
}

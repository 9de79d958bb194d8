import type { Deps } from '#functions/deps.ts'
import { EVERY_MINUTE } from '#functions/jobs.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import { makeDeps } from './deps.ts'
import type { Bindings, Settings } from './env.ts'
import { readState, writeReplicaHealth } from './gateway/site-state.ts'
import type { Report } from './incidents/report.ts'
import { watchIncidents } from './incidents/watch.ts'
import { findReplicasBehind } from './replica-health.ts'
import { newScope } from './request-scope.ts'
import { runSchedule } from './schedule.ts'

type Options = {
  readonly env: Bindings
  readonly settings: Settings
  readonly purge: Deps['purge']
  readonly report: (report: Report) => void
}

/** What one tick of a cron has done: it looks after the replicas, tells incidents and runs what is due. */
export async function runCron(
  { cron, scheduledTime }: Pick<ScheduledController, 'cron' | 'scheduledTime'>,
  { env, settings, purge, report }: Options,
): Promise<void> {
  const atMs = Date.now()
  const state = await readState(env.FLAGS, atMs)
  const behind = await findReplicasBehind(settings)
  const readOnly = isReadOnly(state.mode, new Date())
  // Beside the jobs: no job that hangs or fails may keep anybody from being told.
  const watching =
    cron === EVERY_MINUTE
      ? watchIncidents({
          ...{ settings, flags: env.FLAGS, replicasLeftOut: behind, readOnly },
          nowMs: scheduledTime,
        })
      : undefined
  try {
    await writeReplicaHealth(env.FLAGS, behind && { behind, atMs })
    if (readOnly) return
    const scope = newScope(Date.now())
    const deps = makeDeps({ settings, scope, purge, web: env.WEB, background: true })
    await runSchedule(cron, deps, report)
  } finally {
    await watching
  }
}

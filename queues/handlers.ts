import { sendEmail } from '#functions/accounts/send-email.ts'
import { checkCoverage } from '#functions/coverage/check-coverage.ts'
import { countCoverage, rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { describeCoverage } from '#functions/coverage/describe-coverage.ts'
import { scheduleCoverageChecks } from '#functions/coverage/schedule-checks.ts'
import type { Deps } from '#functions/deps.ts'
import { countEvents } from '#functions/events/count-events.ts'
import type { Job, ScheduledJob } from '#functions/jobs.ts'
import type { Payload } from '#functions/messages.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { sweepOutbox } from '#functions/outbox/sweep-outbox.ts'
import { countNextSpeakers } from '#functions/people/count-next-speakers.ts'
import { ingestPosts } from '#functions/posts/ingest-posts.ts'
import { scheduleIngestion } from '#functions/posts/schedule-ingestion.ts'
import { indexDocuments } from '#functions/search/index-documents.ts'
import { reconcileSets } from '#functions/sets/reconcile-sets.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { purgePages } from '#functions/site/purge-pages.ts'
import { readSchedule } from '#functions/subscriptions/read-schedule.ts'
import { scheduleReadings } from '#functions/subscriptions/schedule-readings.ts'

export type Handlers = { readonly [J in Job]: JobFunction<Payload<J>> }
export type ScheduledHandlers = {
  readonly [J in ScheduledJob]: (deps: Deps) => Promise<unknown>
}

/** What runs for each message. A job in functions/jobs.ts without a function does not compile. */
export const handlers: Handlers = {
  'send-email': sendEmail,
  'ingest-posts': ingestPosts,
  'update-sets': updateSets,
  'describe-coverage': describeCoverage,
  'check-coverage': checkCoverage,
  'count-coverage': countCoverage,
  'read-schedule': readSchedule,
  'purge-pages': purgePages,
}

/** What runs by the clock. */
export const scheduledHandlers: ScheduledHandlers = {
  'sweep-outbox': sweepOutbox,
  'schedule-ingestion': scheduleIngestion,
  'reconcile-sets': reconcileSets,
  'schedule-coverage-checks': scheduleCoverageChecks,
  'schedule-readings': scheduleReadings,
  'count-events': countEvents,
  'count-next-speakers': countNextSpeakers,
  'index-documents': indexDocuments,
  'rebuild-coverage-counts': rebuildCoverageCounts,
}

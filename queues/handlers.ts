import { sendEmail } from '#functions/accounts/send-email.ts'
import { checkCoverage } from '#functions/coverage/check-coverage.ts'
import { countCoverage } from '#functions/coverage/count-coverage.ts'
import { describeCoverage } from '#functions/coverage/describe-coverage.ts'
import type { Job, Payload } from '#functions/messages.ts'
import type { JobFunction } from '#functions/outbox/run-job.ts'
import { ingestPosts } from '#functions/posts/ingest-posts.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { purgePages } from '#functions/site/purge-pages.ts'
import { readSchedule } from '#functions/subscriptions/read-schedule.ts'

/** Everything that happens in the background. A message without a job does not compile. */
export const handlers: { readonly [J in Job]: JobFunction<Payload<J>> } = {
  'send-email': sendEmail,
  'ingest-posts': ingestPosts,
  'update-sets': updateSets,
  'describe-coverage': describeCoverage,
  'check-coverage': checkCoverage,
  'count-coverage': countCoverage,
  'read-schedule': readSchedule,
  'purge-pages': purgePages,
}

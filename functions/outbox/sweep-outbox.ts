import { and, asc, desc, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type Job, jobNames, policyOf } from '../jobs.ts'
import type { Message } from '../messages.ts'
import { pruneHistory } from './prune-history.ts'
import { publishMessages } from './publish-messages.ts'
import { isSettled } from './settled.ts'
import { isOfCoalescedJob } from './waiting.ts'

const BATCH = 100
const MAX_BATCHES = 10
/** Minutes between two searches for messages that the queue has lost. */
const LOST_EVERY_MIN = 5

/** No publisher that is still at work is overtaken: it needs a second or two. */
const isForgotten = and(
  isNull(outbox.sentAt),
  sql`${outbox.createdAt} < now() - interval '30 seconds'`,
)

/**
 * Sent, and still not settled, although the queue has had time for its own attempts: it gave up
 * while we were down or read-only. Each time the wait doubles, from 11 minutes (the queue remembers
 * an id for 10) to a day; after two days it stays with the dead letters.
 */
const isLost = and(
  inArray(outbox.job, jobNames),
  sql`${outbox.createdAt} > now() - interval '2 days'`,
  sql`${outbox.sentAt} < now() - interval '11 minutes'`,
  sql`${outbox.sentAt} - ${outbox.createdAt} <= (now() - ${outbox.createdAt}) / 2`,
  not(isSettled),
)

/**
 * For the cron: publishes what a crash or an outage left in the outbox, mails first, then the oldest,
 * at most 1,000 a minute, and deletes what nobody will ask for again. Throws when the queue cannot be reached.
 */
export async function sweepOutbox(deps: Deps): Promise<{ sent: number }> {
  await pruneHistory(deps)
  const isLostDue = deps.now().getUTCMinutes() % LOST_EVERY_MIN === 0
  const forgotten = await publishAll(deps, and(isForgotten, not(isOfCoalescedJob)))
  if (isLostDue) await waitAgain(deps)
  await publishWaiting(deps)
  if (!isLostDue) return { sent: forgotten }
  return { sent: forgotten + (await publishAll(deps, and(isLost, not(isOfCoalescedJob)))) }
}

const isMail = inArray(
  outbox.job,
  jobNames.filter((job) => policyOf(job).lane === 'mail'),
)

/** Messages that wait together are not sent one by one: those that an older version has sent, and lost, wait again. */
const waitAgain = ({ write, commit }: Deps) =>
  commit([write.update(outbox).set({ sentAt: null }).where(and(isLost, isOfCoalescedJob))])

/** Of messages that wait together one stands for all. */
async function publishWaiting(deps: Deps): Promise<void> {
  const due = await deps.write
    .selectDistinctOn([outbox.job], { id: outbox.id, job: outbox.job, payload: outbox.payload })
    .from(outbox)
    .where(and(isForgotten, isOfCoalescedJob))
    .orderBy(outbox.job, asc(outbox.createdAt))
  await publishMessages(deps, due.map(toMessage))
}

/** Publishing takes a row out of `condition`, so each batch finds the next ones. */
async function publishAll(deps: Deps, condition: SQL | undefined): Promise<number> {
  let sent = 0
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const due = await deps.write
      .select({ id: outbox.id, job: outbox.job, payload: outbox.payload })
      .from(outbox)
      .where(condition)
      .orderBy(desc(isMail), asc(outbox.createdAt))
      .limit(BATCH)
    await publishMessages(deps, due.map(toMessage))
    sent += due.length
    if (due.length < BATCH) break
  }
  return sent
}

/** A job that a newer version announced is published all the same: that version will take it. */
const toMessage = ({
  id,
  job,
  payload,
}: {
  id: string
  job: string
  payload: unknown
}): Message => ({
  id,
  // Only `message()` writes rows, so the name was a Job when it was written.
  job: job as Job,
  payload,
})

import { and, eq } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { jobRuns } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { AuditEvent } from '../audit.ts'
import type { Deps } from '../deps.ts'
import type { Job } from '../jobs.ts'
import type { Message } from '../messages.ts'

/** What settles a message: the job's writes, and the messages that follow from them. */
export type Settlement = {
  readonly statements: readonly Statement[]
  readonly messages?: readonly Message[]
  /** What the audit log tells once that is committed. */
  readonly audited?: AuditEvent
}

/** A job does its work outside the database and returns the writes that go with it. */
export type JobFunction<Payload> = (
  deps: Deps,
  payload: Payload,
) => Promise<readonly Statement[] | Settlement>

type Delivery = { readonly id: string; readonly job: Job }

/**
 * Runs a job for one delivery of a message; the message's id is its idempotency key. Its writes and the note that the message is settled are
 * one commit: whatever breaks before it, the next delivery does the work again; after it, a delivery
 * does nothing. Of two at the same time, the second to commit writes nothing.
 */
export async function runJob(
  deps: Deps,
  { id, job }: Delivery,
  work: () => Promise<readonly Statement[] | Settlement>,
): Promise<'settled' | 'repeated'> {
  const isThisRun = and(eq(jobRuns.messageId, id), eq(jobRuns.job, job))
  const runs = await deps.write.select({ id: jobRuns.messageId }).from(jobRuns).where(isThisRun)
  if (runs.length > 0) return 'repeated'

  const done = await work()
  const { statements, messages = [] } = 'statements' in done ? done : { statements: done }
  const settle = deps.write.insert(jobRuns).values({ messageId: id, job })
  try {
    await deps.commit([settle, ...statements], { messages })
  } catch (error) {
    if (violates(error, 'job_runs_pkey')) return 'repeated'
    throw error
  }
  return 'settled'
}

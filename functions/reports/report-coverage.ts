import { and, eq, isNull, notExists, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { reportReasons, reports } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import { hashedLimit, networkOf } from '../accounts/sign-in-limits.ts'
import { findCoverageItem } from '../coverage/queries.ts'
import type { Actor, Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { type RateLimit, rateLimit } from '../rate-limits.ts'
import { cleanLine } from '../text/clean-line.ts'
import { saysTheSame } from './says-the-same.ts'

const MAX_NOTE = 1_000

/** What somebody says is wrong. The note is kept as one line without anything that cannot be seen. */
export const newReport = z.object({
  reason: z.enum(reportReasons, 'Choose what is wrong with it'),
  note: z
    .string()
    .max(MAX_NOTE, `Say it in ${MAX_NOTE} characters`)
    .default('')
    .transform((text) => cleanLine(text, MAX_NOTE)),
})

type Input = z.output<typeof newReport> & {
  readonly coverageId: string
  /** Null for a visitor, who counts by their network, if that is known. */
  readonly actor: Actor | null
  readonly network: string | null
}

/**
 * Tells staff that something is wrong with an item of coverage. Nothing is added to what is open already:
 * one report of an account about an item, or a visitor's of the same words. Throws not_found for an item
 * that is not there or of a hidden event, `too_many`, and `sign_in_required` when the session has ended.
 */
export async function reportCoverage(deps: Deps, input: Input): Promise<void> {
  const { coverageId, actor, network, reason, note } = input
  if (!(await findCoverageItem(deps.write, coverageId))) throw notFound('This link')
  const isNew = isNotOpen(deps.write, input)
  const add = deps.write.execute(sql`
    insert into ${reports} (id, coverage_id, reason, note, reporter_id, created_at)
    select ${newId()}::uuid, ${coverageId}::uuid, ${reason}, ${note || null},
      ${actor?.personId ?? null}::uuid, ${deps.now().toISOString()}::timestamptz
    where ${isNew}`)
  // The widest first, everywhere: two who wait for each other's rows would be a deadlock. Who waits for
  // one sees what the other has added, so of the same at once there is one.
  const limits: RateLimit[] = actor
    ? [rateLimit('report', actor.accountId)]
    : [
        network
          ? hashedLimit(deps.config, 'report-network', networkOf(network))
          : rateLimit('report-everyone', ''),
        { ...rateLimit('report-item', coverageId), when: isNew },
      ]
  await deps.commit([add], { ...(actor && { actor }), limits }).catch((error) => {
    if (violates(error, 'reports_coverage_id_coverage_id_fk')) throw notFound('This link')
    throw error
  })
}

/** Whether this is not open already, from the account or else in the words of another visitor. */
function isNotOpen(db: Database, { coverageId, actor, reason, note }: Input): SQL {
  const isKnown = actor
    ? and(eq(reports.coverageId, coverageId), eq(reports.reporterId, actor.personId))
    : and(saysTheSame({ coverageId, reason, note: note || null }), isNull(reports.reporterId))
  const open = and(isKnown, isNull(reports.closedAt))
  return notExists(db.select({ id: reports.id }).from(reports).where(open))
}

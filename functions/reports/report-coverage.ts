import * as z from 'zod'
import { newId } from '#db/id.ts'
import { reportReasons, reports } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import { hashedLimit, networkOf } from '../accounts/sign-in-limits.ts'
import type { Actor, Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { type RateLimit, rateLimit } from '../rate-limits.ts'
import { cleanLine } from '../text/clean-line.ts'

const MAX_NOTE = 1_000

/** What somebody says is wrong. The note is kept as one line without anything that cannot be seen. */
export const newReport = z.object({
  reason: z.enum(reportReasons, 'Choose what is wrong with it'),
  note: z
    .string()
    .max(MAX_NOTE, `Say it in ${MAX_NOTE} characters`)
    .default('')
    // A staff list is read in a terminal, where control characters are commands.
    .transform((text) => cleanLine(text.replace(/\p{Cc}/gu, ' '), MAX_NOTE)),
})

type Input = z.output<typeof newReport> & {
  readonly coverageId: string
  /** Null for a visitor, who counts by their network, if that is known. */
  readonly actor: Actor | null
  readonly network: string | null
}

/**
 * Tells staff that something is wrong with an item of coverage. Throws not_found for one that is not
 * there, `too_many`, and `sign_in_required` when the session has ended.
 */
export async function reportCoverage(deps: Deps, input: Input): Promise<void> {
  const { coverageId, actor, network, reason, note } = input
  const add = deps.write.insert(reports).values({
    ...{ id: newId(), coverageId, reason, note: note || null },
    ...{ reporterId: actor?.personId ?? null, createdAt: deps.now() },
  })
  // The widest first, everywhere: two who wait for each other's rows would be a deadlock.
  const limits: RateLimit[] = [
    actor
      ? rateLimit('report', actor.accountId)
      : network
        ? hashedLimit(deps.config, 'report-network', networkOf(network))
        : rateLimit('report-everyone', ''),
    rateLimit('report-item', coverageId),
  ]
  await deps.commit([add], { ...(actor && { actor }), limits }).catch((error) => {
    if (violates(error, 'reports_coverage_id_coverage_id_fk')) throw notFound('This link')
    throw error
  })
}

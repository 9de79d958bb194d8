import { asc, isNull, lt, or, sql } from 'drizzle-orm'
import { coverage, outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { message } from '../messages.ts'
import { publishMessages } from '../outbox/publish-messages.ts'
import { isSettled } from '../outbox/settled.ts'

/** Links in a message, of which there is one a minute: 28,800 links a day. */
export const LINKS_PER_MESSAGE = 20
export const RECHECK_AFTER_MS = 7 * 86_400_000

/**
 * For the cron: announces `check-coverage` for the links that were checked longest ago, at least a
 * week. While the last ones still wait, it announces none.
 */
export async function scheduleCoverageChecks(deps: Deps): Promise<{ announced: number }> {
  const due = await listDue(deps)
  if (due.length === 0) return { announced: 0 }
  const messages = [message('check-coverage', { coverageIds: due })]
  await deps.commit([], { messages })
  await publishMessages(deps, messages)
  return { announced: due.length }
}

async function listDue({ write, now }: Deps): Promise<string[]> {
  const before = new Date(now().getTime() - RECHECK_AFTER_MS)
  const [due, [waiting]] = await write.batch([
    write
      .select({ id: coverage.id })
      .from(coverage)
      .where(or(isNull(coverage.checkedAt), lt(coverage.checkedAt, before)))
      .orderBy(sql`${coverage.checkedAt} nulls first`, asc(coverage.id))
      .limit(LINKS_PER_MESSAGE),
    // Ten minutes: what waits longer has failed, and a new message is the better attempt.
    write
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        sql`${outbox.job} = 'check-coverage' and not ${isSettled}
          and ${outbox.createdAt} > now() - interval '10 minutes'`,
      )
      .limit(1),
  ])
  return waiting ? [] : due.map(({ id }) => id)
}

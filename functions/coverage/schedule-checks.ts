import { asc, isNull, lt, or, sql } from 'drizzle-orm'
import { coverage, outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { message } from '../messages.ts'
import { publishMessages } from '../outbox/publish-messages.ts'
import { isSettled } from '../outbox/settled.ts'

/** Links in one message, and messages a minute: 28,800 links a day. */
const LINKS_PER_MESSAGE = 10
const MESSAGES = 2
const RECHECK_AFTER_MS = 3 * 86_400_000

/**
 * For the cron: announces `check-coverage` for the links that were checked longest ago, at least three
 * days. While the last ones still wait, it announces none.
 */
export async function scheduleCoverageChecks(deps: Deps): Promise<{ announced: number }> {
  const due = await listDue(deps)
  const messages = Array.from({ length: Math.ceil(due.length / LINKS_PER_MESSAGE) }, (_, index) =>
    message('check-coverage', {
      coverageIds: due.slice(index * LINKS_PER_MESSAGE, (index + 1) * LINKS_PER_MESSAGE),
    }),
  )
  if (messages.length === 0) return { announced: 0 }
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
      .limit(LINKS_PER_MESSAGE * MESSAGES),
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

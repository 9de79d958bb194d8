import { and, desc, eq, not, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { jobRuns, outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { messages } from '../messages.ts'
import { isSettled } from '../outbox/settled.ts'

/** What one purge may name (Cloudflare's limit), and how many messages one run looks at. */
const MAX_TAGS = 100
const MAX_MESSAGES = 500
const JOB = 'purge-pages'

/**
 * Purges the pages of every purge message that waits, in one call, and settles them all: purges are
 * rationed (5 a minute), messages are not. Those older than 60 s are only settled, since no page is.
 */
export async function purgePages({ write, purge }: Deps): Promise<readonly Statement[]> {
  const waiting = await write
    .select({
      id: outbox.id,
      payload: outbox.payload,
      fresh: sql<boolean>`${outbox.createdAt} > now() - interval '60 seconds'`,
    })
    .from(outbox)
    .where(
      and(eq(outbox.job, JOB), sql`${outbox.createdAt} > now() - interval '1 day'`, not(isSettled)),
    )
    .orderBy(desc(outbox.createdAt))
    .limit(MAX_MESSAGES)

  const tags = new Set<string>()
  const done: string[] = []
  for (const { id, payload, fresh } of waiting) {
    const named = fresh ? messages[JOB].parse(payload).tags : []
    if (new Set([...tags, ...named]).size > MAX_TAGS) continue
    for (const tag of named) tags.add(tag)
    done.push(id)
  }
  if (tags.size > 0) await purge([...tags])
  if (done.length === 0) return []
  const runs = done.map((messageId) => ({ messageId, job: JOB }))
  return [write.insert(jobRuns).values(runs).onConflictDoNothing()]
}

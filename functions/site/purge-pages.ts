import { and, desc, eq, inArray, not, or, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { jobs } from '../jobs.ts'
import type { Message } from '../messages.ts'
import { isSettled } from '../outbox/settled.ts'
import { settleWaiting } from '../outbox/waiting.ts'

/**
 * What one call may name, by Cloudflare's limit; and the calls of one run, of the 25 that may come at
 * once and the 5 a minute that follow (https://developers.cloudflare.com/cache/how-to/purge-cache/).
 */
const MAX_TAGS = 100
const MAX_CALLS = 5
/** Rows that one run reads: 160 a second for a minute. */
const MAX_MESSAGES = 10_000
const JOB = 'purge-pages'

/** Older ones need no purge: no page is older than that, so those they name have been made anew. */
const isRecent = sql`${outbox.createdAt} > now() - interval '60 seconds'`

/**
 * Purges the pages of every purge message that waits, and settles them all: purges are rationed,
 * messages are not. The newest tags come first; those that find no room are left to their pages' age.
 */
export async function purgePages({ write, purge }: Deps): Promise<readonly Statement[]> {
  const recent = await write
    .select({ id: outbox.id, payload: outbox.payload })
    .from(outbox)
    .where(and(eq(outbox.job, JOB), isRecent, not(isSettled)))
    .orderBy(desc(outbox.createdAt))
    .limit(MAX_MESSAGES)

  const tags = [...new Set(recent.flatMap(({ payload }) => tagsOf(payload)))]
  const calls = Array.from({ length: MAX_CALLS }, (_, i) =>
    tags.slice(i * MAX_TAGS, (i + 1) * MAX_TAGS),
  )
  await Promise.all(calls.filter((named) => named.length > 0).map((named) => purge(named)))

  const seen = recent.map(({ id }) => id)
  return settleWaiting(write, JOB, or(not(isRecent), inArray(outbox.id, seen)))
}

/** For the cron: settles purges that came too late to matter, such as those whose message the queue lost. */
export const settleOldPurges = (write: Database): Statement[] =>
  settleWaiting(write, JOB, not(isRecent))

/** The tags of pages that these messages purge, for whoever need not wait for the queue. */
export const purgedTags = (messages: readonly Message[]): string[] =>
  messages.flatMap(({ job, payload }) => (job === JOB ? tagsOf(payload) : []))

/** None for a row that a later version wrote: its pages are left to their age. */
function tagsOf(payload: unknown): string[] {
  const read = jobs[JOB].payload.safeParse(payload)
  return read.success ? read.data.tags : []
}

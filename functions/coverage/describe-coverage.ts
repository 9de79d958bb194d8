import { and, eq, isNull, sql } from 'drizzle-orm'
import { coverage } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type Message, message, type Payload } from '../messages.ts'
import type { Settlement } from '../outbox/run-job.ts'
import { PublicFetchFailure } from '../web/fetch-public.ts'
import { coverageTags } from './announce-coverage.ts'

/**
 * Job. Learns what a link leads to, and fills in what nobody has said. Where there is no answer now
 * it is left for `check-coverage`, which comes by again.
 */
export async function describeCoverage(
  deps: Deps,
  { coverageId }: Payload<'describe-coverage'>,
): Promise<Settlement> {
  const [item] = await deps.write
    .select({ url: coverage.url, eventId: coverage.eventId })
    .from(coverage)
    .where(and(eq(coverage.id, coverageId), isNull(coverage.describedAt)))
  if (!item) return { statements: [] }
  // Only this job reads HTML, so only this job loads what reads it.
  const { describeUrl } = await import('./describe-url.ts')
  const found = await describeUrl(deps, item.url).catch((error: unknown) => {
    if (error instanceof PublicFetchFailure) return null
    throw error
  })
  if (!found) return { statements: [] }
  const at = deps.now()
  const fill = deps.write
    .update(coverage)
    .set({
      title: sql`coalesce(${coverage.title}, ${found.title})`,
      author: sql`coalesce(${coverage.author}, ${found.author})`,
      provider: sql`coalesce(${coverage.provider}, ${found.provider})`,
      durationS: sql`coalesce(${coverage.durationS}, ${found.durationS}::integer)`,
      thumbnailUrl: sql`coalesce(${coverage.thumbnailUrl}, ${found.thumbnailUrl})`,
      playerUrl: sql`coalesce(${coverage.playerUrl}, ${found.playerUrl})`,
      describedAt: at,
      checkedAt: at,
    })
    .where(eq(coverage.id, coverageId))
  const messages: Message[] = [message('purge-pages', { tags: coverageTags(item.eventId) })]
  return { statements: [fill], messages }
}

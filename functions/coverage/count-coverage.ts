import { eq, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { coverage, coverageCounts, events, eventTopics } from '#db/schema/index.ts'
import type { Deps, Stores } from '../deps.ts'
import { isListed } from '../events/visibility.ts'
import type { Payload } from '../messages.ts'
import { SITE_SCOPE, topicScope } from './scopes.ts'

/** Job. Counts again what an event's coverage is counted in: the site, and the event's topics. */
export async function countCoverage(
  { write }: Pick<Deps, 'write'>,
  { eventId }: Payload<'count-coverage'>,
): Promise<readonly Statement[]> {
  const ofEvent = sql`in (select ${eventTopics.topicId} from ${eventTopics}
    where ${eq(eventTopics.eventId, eventId)})`
  const scopes = sql`select ${SITE_SCOPE} union all
    select ${topicScope(eventTopics.topicId)} from ${eventTopics}
    where ${eq(eventTopics.eventId, eventId)}`
  return count(write, sql`and ${eventTopics.topicId} ${ofEvent}`, sql`scope in (${scopes})`)
}

/** Makes all counts again. For the cron, once a day, and for `ops rebuild coverage-counts`. */
export async function rebuildCoverageCounts({ write, commit }: Stores): Promise<{ rows: number }> {
  const results = await commit(count(write, sql``, sql`true`))
  return { rows: (results.at(-1) as { rowCount?: number } | undefined)?.rowCount ?? 0 }
}

/**
 * Three statements: nobody else counts meanwhile, so what is counted after that is what there is;
 * the old counts go; the new ones come.
 */
function count(
  write: Deps['write'],
  ofTopics: ReturnType<typeof sql>,
  ofScopes: ReturnType<typeof sql>,
): Statement[] {
  return [
    write.execute(sql`select pg_advisory_xact_lock(hashtext('coverage_counts'))`),
    write.delete(coverageCounts).where(ofScopes),
    write.execute(sql`
      insert into ${coverageCounts} (scope, kind, count, latest_at)
      select ${SITE_SCOPE}, ${coverage.kind}, count(*), max(${coverage.createdAt})
      from ${coverage} join ${events} on ${events.id} = ${coverage.eventId}
      where ${isListed} group by ${coverage.kind}
      union all
      select ${topicScope(eventTopics.topicId)}, ${coverage.kind}, count(*), max(${coverage.createdAt})
      from ${coverage} join ${events} on ${events.id} = ${coverage.eventId}
      join ${eventTopics} on ${eventTopics.eventId} = ${events.id}
      where ${isListed} ${ofTopics} group by ${eventTopics.topicId}, ${coverage.kind}`),
  ]
}

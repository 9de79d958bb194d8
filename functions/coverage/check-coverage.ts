import { eq, inArray } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { coverage } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type Message, message, type Payload } from '../messages.ts'
import type { Settlement } from '../outbox/run-job.ts'
import { coverageTags } from './announce-coverage.ts'
import { checkUrl, findArchived, type Health } from './check-url.ts'

/** Checks in a row, each a week after the last, that find nothing before a link counts as dead. */
const FAILURES_UNTIL_DEAD = 3

type Item = Awaited<ReturnType<typeof readItems>>[number]
type Checked = { item: Item; health: Health; archiveUrl: string | null }

/**
 * Job. Looks whether links still lead somewhere. One that has not for three checks in a row is dead,
 * and its archived copy is looked up; one that is back is alive. What was never described is tried
 * again. When nobody at all answers, it is us, and nothing is learnt.
 */
export async function checkCoverage(
  deps: Deps,
  { coverageIds }: Payload<'check-coverage'>,
): Promise<Settlement> {
  const items = await readItems(deps, coverageIds)
  const healths = await Promise.all(items.map(({ url }) => checkUrl(deps, url)))
  const isOurs = items.length > 1 && healths.every((health) => health === 'silent')
  const checked = await Promise.all(
    items.map(async (item, index): Promise<Checked> => {
      const health = isOurs ? 'unclear' : (healths[index] ?? 'unclear')
      return { item, health, archiveUrl: await archivedCopy(deps, item, health) }
    }),
  )
  return {
    statements: checked.map((one) => writeDown(deps, one)),
    messages: checked.flatMap(messagesOf),
  }
}

const readItems = ({ write }: Pick<Deps, 'write'>, ids: readonly string[]) =>
  write
    .select({
      id: coverage.id,
      eventId: coverage.eventId,
      url: coverage.url,
      failures: coverage.failures,
      deadSince: coverage.deadSince,
      archiveUrl: coverage.archiveUrl,
      describedAt: coverage.describedAt,
      createdAt: coverage.createdAt,
    })
    .from(coverage)
    .where(inArray(coverage.id, [...ids]))

const isMissing = (health: Health) => health === 'gone' || health === 'silent'
const isDead = ({ failures }: Item, health: Health) =>
  isMissing(health) && failures + 1 >= FAILURES_UNTIL_DEAD

async function archivedCopy(deps: Deps, item: Item, health: Health): Promise<string | null> {
  if (health === 'alive') return null
  if (item.archiveUrl || !isDead(item, health)) return item.archiveUrl
  return findArchived(deps, item.url, item.createdAt)
}

function writeDown(deps: Deps, { item, health, archiveUrl }: Checked): Statement {
  const checkedAt = deps.now()
  const { failures, deadSince } = item
  const change =
    health === 'unclear'
      ? {}
      : health === 'alive'
        ? { failures: 0, deadSince: null, archiveUrl: null }
        : {
            failures: Math.min(failures + 1, 1000),
            deadSince: isDead(item, health) ? (deadSince ?? checkedAt) : deadSince,
            archiveUrl,
          }
  return deps.write
    .update(coverage)
    .set({ checkedAt, ...change })
    .where(eq(coverage.id, item.id))
}

function messagesOf({ item, health, archiveUrl }: Checked): Message[] {
  const { id, eventId, deadSince } = item
  const changed =
    (deadSince !== null) !== (health === 'unclear' ? deadSince !== null : isDead(item, health)) ||
    archiveUrl !== item.archiveUrl
  const undescribed = health === 'alive' && item.describedAt === null
  return [
    ...(changed ? [message('purge-pages', { tags: coverageTags(eventId) })] : []),
    ...(undescribed ? [message('describe-coverage', { coverageId: id })] : []),
  ]
}

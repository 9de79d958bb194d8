import { inArray } from 'drizzle-orm'
import { attendances } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type Message, message } from '../messages.ts'

/** More than any one person attends; the reconciler mends what is beyond. */
const PAIRS_LIMIT = 1000

/** What a merge, or its end, sets in motion: the sets of both people's events, and their pages. */
export async function announceMerge(
  { write }: Pick<Deps, 'write'>,
  { goneId, keptId }: { goneId: string; keptId: string },
): Promise<Message[]> {
  const ids = [goneId, keptId]
  const ties = await write
    .selectDistinct({ eventId: attendances.eventId })
    .from(attendances)
    .where(inArray(attendances.personId, ids))
    .limit(PAIRS_LIMIT)
  return [
    ...ties.flatMap(({ eventId }) =>
      ids.map((personId) => message('update-sets', { eventId, personId })),
    ),
    message('purge-pages', { tags: ids.map((id) => `person-${id}`) }),
  ]
}

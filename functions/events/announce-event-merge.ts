import { type SQL, sql } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import type { Pair } from '../merges/tie.ts'
import { type Message, message } from '../messages.ts'

/** Sets of an event with more are mended by the reconciler, or at once by `ops rebuild sets`. */
const PEOPLE_LIMIT = 500

/** What a merge, or its end, sets in motion: the sets of `rows` with a `person_id`, and both pages. */
export async function announceEventMerge(
  { write }: Pick<Deps, 'write'>,
  { goneId, keptId }: Pair,
  rows: SQL,
): Promise<Message[]> {
  const ids = [goneId, keptId]
  const tied = await write.execute<{ person_id: string }>(
    sql`select distinct person_id from ${rows} as tied limit ${PEOPLE_LIMIT}`,
  )
  return [
    ...tied.rows.flatMap(({ person_id: personId }) =>
      ids.map((eventId) => message('update-sets', { eventId, personId })),
    ),
    message('purge-pages', { tags: ids.map((id) => `event-${id}`) }),
  ]
}

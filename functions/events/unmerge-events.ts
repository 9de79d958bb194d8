import { and, eq, sql } from 'drizzle-orm'
import { eventRedirects, merges } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Stores } from '../deps.ts'
import { conflict } from '../errors.ts'
import { findMerge, lockBoth, markUndone, restoreRow } from '../merges/merge-log.ts'
import { loggedRows, restoreTie } from '../merges/tie.ts'
import { announceEventMerge } from './announce-event-merge.ts'
import { eventTies } from './event-ties.ts'
import { restoreProgramme } from './move-programme.ts'
import { restoreReports } from './move-reports.ts'

/**
 * Makes two events of one again, each with what was its own before `mergeEvents`. What came to the
 * kept event since stays there, unless it is about a session that goes back. Throws `not_found` for a
 * merge that is none or was taken back, and `conflict` when a later merge has to be taken back first
 * or another event has taken the address since. Resolves to the event's `year/slug`.
 */
export async function unmergeEvents(deps: Stores, mergeId: string): Promise<{ event: string }> {
  const { write } = deps
  const merge = await findMerge(write, 'event', mergeId)
  const event = merge.goneHandle
  const messages = await announceEventMerge(
    deps,
    merge,
    sql`(select person_id from ${loggedRows(mergeId, 'attendances', 'moved')}
      union all select person_id from ${loggedRows(mergeId, 'attendances', 'dropped')})`,
  )
  const part = (column: string) =>
    sql`(select snapshot->'row'->>${column}::text from ${merges} where ${eq(merges.id, mergeId)})`
  const statements = [
    lockBoth(write, 'events', merge),
    restoreRow(write, 'events', merge),
    write
      .delete(eventRedirects)
      .where(
        and(
          eq(eventRedirects.year, sql`${part('year')}::smallint`),
          eq(eventRedirects.slug, part('slug')),
        ),
      ),
    ...restoreProgramme(write, merge),
    ...eventTies.flatMap((tie) => restoreTie(write, mergeId, tie, merge)),
    restoreReports(write, merge),
    markUndone(write, merge),
  ]
  await deps.commit(statements, { messages }).catch((error) => {
    if (violates(error, 'events_year_slug_key'))
      throw conflict(`${event} is another event by now`, error)
    throw error
  })
  return { event }
}

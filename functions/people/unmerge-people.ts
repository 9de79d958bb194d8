import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import {
  attendances,
  credits,
  merges,
  people,
  personRedirects,
  sessionTrackings,
} from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Deps } from '../deps.ts'
import { conflict, notFound } from '../errors.ts'
import { announceMerge } from './announce-merge.ts'

type Stores = Pick<Deps, 'write' | 'commit'>

/**
 * Makes two people of one again, each with what was theirs before `mergePeople`. What came to the
 * kept person since stays with them. Throws `not_found` for a merge that is none or was taken back,
 * and `conflict` when the kept person was merged away or somebody has taken the handle since.
 */
export async function unmergePeople(deps: Stores, mergeId: string): Promise<{ handle: string }> {
  const [merge] = await deps.write
    .select({ goneId: merges.goneId, keptId: merges.keptId, handle: merges.goneHandle })
    .from(merges)
    .where(and(eq(merges.id, mergeId), isNull(merges.undoneAt)))
  if (!merge) throw notFound('This merge')
  const { keptId, handle } = merge
  if ((await deps.write.$count(people, eq(people.id, keptId))) === 0)
    throw conflict('The person who was kept is gone by now: take back that merge first')

  const messages = await announceMerge(deps, merge)
  await deps.commit(restore(deps, mergeId, merge), { messages }).catch((error) => {
    if (violates(error, 'people_handle_key')) throw conflict(`@${handle} is somebody else`, error)
    throw error
  })
  return { handle }
}

function restore(
  { write }: Stores,
  mergeId: string,
  { goneId, keptId }: { goneId: string; keptId: string },
): Statement[] {
  const snapshot = (part: string) =>
    sql`(select snapshot->${part}::text from ${merges} where id = ${mergeId})`
  const rows = (table: unknown, part: string) =>
    sql`jsonb_populate_recordset(null::${table}, ${snapshot(part)})`
  return [
    write.execute(sql`select from ${people} where id = ${keptId} for update`),
    write.execute(sql`insert into ${people}
      select * from jsonb_populate_record(null::${people}, ${snapshot('person')})`),
    write.execute(sql`delete from ${personRedirects} where person_id = ${keptId}
      and handle = (select gone_handle from ${merges} where id = ${mergeId})`),
    write.execute(sql`update ${personRedirects} set person_id = ${goneId} where person_id = ${keptId}
      and handle in (select handle from ${rows(personRedirects, 'redirects')})`),
    write.execute(sql`update ${credits} set person_id = ${goneId} where person_id = ${keptId}
      and (session_id, position) in (select session_id, position from ${rows(credits, 'credits')})`),
    write.execute(sql`delete from ${attendances} where person_id = ${keptId}
      and event_id in (select event_id from ${rows(attendances, 'attendances')})
      and not ${snapshot('keptEvents')} ? event_id::text`),
    write.execute(sql`insert into ${attendances} select was.* from ${rows(attendances, 'attendances')} as was
      where was.event_id in (select id from events)`),
    write.execute(sql`delete from ${sessionTrackings} where person_id = ${keptId}
      and session_id in (select session_id from ${rows(sessionTrackings, 'trackings')})
      and not ${snapshot('keptSessions')} ? session_id::text`),
    write.execute(sql`insert into ${sessionTrackings} select was.* from ${rows(sessionTrackings, 'trackings')} as was
      where was.session_id in (select id from sessions)`),
    write.execute(sql`update ${merges} set undone_at = now() where id = ${mergeId}`),
  ]
}

import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import {
  coverage,
  eventRedirects,
  events,
  merges,
  rooms,
  scheduleChanges,
  sessionExternalIds,
  sessionRedirects,
  sessions,
} from '#db/schema/index.ts'
import type { Merged } from '../merges/merge-log.ts'
import { loggedRows, type Tie } from '../merges/tie.ts'

/** How often one slug may be taken in two programmes that become one. */
const MAX_SAME_SLUG = 10_000

/** Logged as ties are, and moved by hand: a slug may have to change, and a room may be there already. */
export const programmeTies: readonly Tie[] = [
  { table: 'sessions', column: 'event_id', key: ['id'] },
  { table: 'rooms', column: 'event_id', key: ['id'], staysBehind: true },
]

/** The room that a merge makes at the kept event in place of this one. */
const roomMade = (mergeId: string, roomId: SQL) =>
  sql`md5(${mergeId}::text || ${roomId}::text)::uuid`

/** Every address of the event that goes. */
const addresses = (goneId: string) => sql`(
  select year, slug from ${events} where id = ${goneId}::uuid
  union select year, slug from ${eventRedirects} where event_id = ${goneId}::uuid)`

/** For the log: the rooms to be made, the addresses that go, and where their sessions redirect already. */
export const programmeLog = ({ mergeId, goneId, keptId }: Merged): SQL => sql`jsonb_build_object(
  'roomsMade', (select coalesce(jsonb_agg(${roomMade(mergeId, sql`room.id`)}), '[]') from ${rooms} as room
    where room.event_id = ${goneId}::uuid
    and room.name not in (select name from ${rooms} where event_id = ${keptId}::uuid)),
  'addresses', (select jsonb_agg(to_jsonb(address)) from ${addresses(goneId)} as address),
  'sessionRedirects', (select coalesce(jsonb_agg(to_jsonb(redirect)), '[]') from ${sessionRedirects} as redirect
    where redirect.session_id in (select id from ${sessions} where event_id = ${goneId}::uuid)))`

/**
 * Moves sessions to the kept event, into its rooms of the same names. A slug that is taken there gets
 * a number, and its old address a redirect. Belongs after the log, and before the ties.
 */
export function moveProgramme(db: Database, merged: Merged): Statement[] {
  const { mergeId, goneId, keptId } = merged
  return [
    db.execute(sql`
      insert into ${rooms} (id, event_id, name, position)
      select ${roomMade(mergeId, sql`room.id`)}, ${keptId}::uuid, room.name,
        room.position + (select coalesce(max(position) + 1, 0) from ${rooms} where event_id = ${keptId}::uuid)
      from ${rooms} as room where room.event_id = ${goneId}::uuid
      on conflict (event_id, name) do nothing`),
    db.execute(sql`
      update ${sessions} as moving set event_id = ${keptId}::uuid,
        room_id = (select there.id from ${rooms} as there join ${rooms} as here on here.name = there.name
          where here.id = moving.room_id and there.event_id = ${keptId}::uuid),
        slug = case when exists (
            select from ${sessions} as own where own.event_id = ${keptId}::uuid and own.slug = moving.slug)
          then (select moving.slug || '-' || number from generate_series(2, ${MAX_SAME_SLUG}) as number
            where not exists (select from ${sessions} as taken
              where taken.event_id in (${goneId}::uuid, ${keptId}::uuid)
              and taken.slug = moving.slug || '-' || number)
            order by number limit 1)
          else moving.slug end
      where moving.event_id = ${goneId}::uuid`),
    db.execute(sql`
      insert into ${sessionRedirects} (year, event_slug, slug, session_id)
      select address.year, address.slug, was.slug, was.id from ${addresses(goneId)} as address
      cross join ${loggedRows(mergeId, 'sessions', 'moved')} as was
      join ${sessions} as moved on moved.id = was.id and moved.slug <> was.slug
      on conflict do nothing`),
  ]
}

/**
 * Moves sessions back into their own rooms and to their own slugs, and after them what was said of
 * them meanwhile. What sessions that stay were called by the schedule of the one that goes is now said
 * by the schedule of theirs. Belongs before the other ties.
 */
export function restoreProgramme(db: Database, { mergeId, goneId, keptId }: Merged): Statement[] {
  const log = (part: string) =>
    sql`(select snapshot->${part}::text from ${merges} where id = ${mergeId}::uuid)`
  const theirs = sql`(select id from ${sessions} where event_id = ${goneId}::uuid)`
  const [source, keptSource] = [`schedule:${goneId}`, `schedule:${keptId}`]
  const stay = sql`called.source = ${source}
    and called.session_id in (select id from ${sessions} where event_id = ${keptId}::uuid)`
  return [
    db.execute(
      sql`insert into ${rooms} select was.* from ${loggedRows(mergeId, 'rooms', 'dropped')} as was`,
    ),
    db.execute(sql`
      update ${sessions} as moving set event_id = ${goneId}::uuid, slug = was.slug, room_id = was.room_id
      from ${loggedRows(mergeId, 'sessions', 'moved')} as was
      where moving.id = was.id and moving.event_id = ${keptId}::uuid`),
    ...[coverage, scheduleChanges].map((table) =>
      db.execute(sql`update ${table} set event_id = ${goneId}::uuid
        where event_id = ${keptId}::uuid and session_id in ${theirs}`),
    ),
    db.execute(sql`
      delete from ${sessionRedirects} as redirect where redirect.session_id in ${theirs}
      and exists (select from jsonb_to_recordset(${log('addresses')}) as address (year int, slug text)
        where address.year = redirect.year and address.slug = redirect.event_slug)
      and not exists (
        select from jsonb_populate_recordset(null::${sessionRedirects}, ${log('sessionRedirects')}) as was
        where was.year = redirect.year and was.event_slug = redirect.event_slug and was.slug = redirect.slug)`),
    db.execute(sql`
      delete from ${rooms} as made where made.event_id = ${keptId}::uuid and made.id::text in (
        select jsonb_array_elements_text(snapshot->'roomsMade') from ${merges}
        where noun = 'event' and kept_id = ${keptId}::uuid)
      and not exists (select from ${sessions} where room_id = made.id)`),
    db.execute(sql`
      update ${sessionExternalIds} as called set source = ${keptSource} where ${stay}
      and not exists (select from ${sessionExternalIds} as other
        where other.source = ${keptSource} and other.external_id = called.external_id)`),
    db.execute(sql`delete from ${sessionExternalIds} as called where ${stay}`),
  ]
}

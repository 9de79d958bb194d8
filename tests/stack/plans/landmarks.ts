import type { Client } from 'pg'

/** What a directory has most of: where a query that is not bounded shows. */
export type Landmarks = Awaited<ReturnType<typeof findLandmarks>>

export async function findLandmarks(client: Client) {
  const one = async <T extends string>(sql: string) => {
    const { rows } = await client.query<Record<T, string>>(sql)
    if (!rows[0]) throw new Error(`The directory has nothing for: ${sql}`)
    return rows[0]
  }
  const event = (table: string, where = 'true') =>
    one<'path' | 'session'>(`
      select '/' || e.year || '/' || e.slug || '/' as path, min(s.slug) as session
      from ${table} t join events e on e.id = t.event_id left join sessions s on s.event_id = e.id
      where e.visibility = 'public' and ${where} group by e.id order by count(distinct t.ctid) desc limit 1`)
  const person = (table: string) =>
    one<'handle'>(`
      select p.handle from ${table} t join people p on p.id = t.person_id
      group by p.id order by count(*) desc limit 1`)
  const place = (column: string) =>
    one<'slug'>(`
      select p.slug from events e join places p on p.id = e.${column} group by p.id order by count(*) desc limit 1`)
  return {
    /** The largest programme, one to come with a changed and a called-for one, and the largest crowd. */
    programme: await event('sessions'),
    crowd: await event('attendances'),
    call: await event('calls', 'e.starts_on > current_date'),
    covered: await event('coverage'),
    discussed: await event('posts'),
    topic: (
      await one<'slug'>(`
      select t.slug from event_topics e join topics t on t.id = e.topic_id group by t.id order by count(*) desc limit 1`)
    ).slug,
    rareTopic: (
      await one<'slug'>(`
      select t.slug from event_topics e join topics t on t.id = e.topic_id group by t.id order by count(*) limit 1`)
    ).slug,
    city: (await place('place_id')).slug,
    country: (await place('country_id')).slug,
    speaker: (await person('credits')).handle,
    attendee: (await person('attendances')).handle,
    organiser: (await person('event_staff')).handle,
    series: (
      await one<'slug'>(`
      select s.slug from events e join series s on s.id = e.series_id group by s.id order by count(*) desc limit 1`)
    ).slug,
    venue: (
      await one<'path'>(`
      select '/venues/' || p.slug || '/' || v.slug || '/' as path from event_venues t
      join venues v on v.id = t.venue_id join places p on p.id = v.place_id group by v.id, p.id order by count(*) desc limit 1`)
    ).path,
    coverage: (await one<'id'>('select id from coverage limit 1')).id,
    movedEvent: (
      await one<'path'>(
        `select '/' || year || '/' || slug || '/' as path from event_redirects limit 1`,
      )
    ).path,
    movedPerson: (await one<'handle'>('select handle from person_redirects limit 1')).handle,
    movedSession: (
      await one<'path'>(
        `select '/' || year || '/' || event_slug || '/' || slug || '/' as path from session_redirects limit 1`,
      )
    ).path,
    synonym: (await one<'slug'>('select slug from topic_synonyms limit 1')).slug,
    /** Somebody with an account and many events, signed in. */
    reader: await one<'accountId' | 'personId'>(`
      select p.account_id as "accountId", p.id as "personId" from people p join attendances a on a.person_id = p.id
      where p.account_id is not null group by p.id order by count(*) desc limit 1`),
  }
}

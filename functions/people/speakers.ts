import { and, asc, eq, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { people, places, speakers, topics } from '#db/schema/index.ts'
import type { SpeakerPage } from './person.ts'
import { speakerScope } from './speaker-scope.ts'

const SPEAKERS_PER_PAGE = 60

type Filter = {
  /** A topic's slug. */
  readonly topic?: string | undefined
  /** The slug of a city or a country. */
  readonly place?: string | undefined
  /** The handle that the last page ended with: its `next`. */
  readonly after?: string | undefined
}

export const speakerList = pageQuery(
  'speakers',
  { always: [], optional: [['topic'], ['place'], ['after']] },
  (db, placeholders: Placeholders<Required<Filter>>) => [selectSpeakers(db, placeholders)],
)

function selectSpeakers(db: Database, { topic, place, after }: Placeholders<Required<Filter>>) {
  const scope = topic !== undefined ? about(topic) : place !== undefined ? within(place) : site
  // First the page along its index, then who they are.
  const page = db
    .select()
    .from(speakers)
    .where(
      and(
        sql`${speakers.scope} = ${scope}`,
        topic !== undefined && place !== undefined ? isAlso(within(place)) : undefined,
        after === undefined ? undefined : isBehind(after),
      ),
    )
    .orderBy(asc(speakers.name), asc(speakers.personId))
    .limit(SPEAKERS_PER_PAGE + 1)
    .as('page')
  return db
    .select({ handle: people.handle, name: people.name, sessionCount: page.sessionCount })
    .from(page)
    .innerJoin(people, eq(people.id, page.personId))
    .orderBy(asc(page.name), asc(page.personId))
}

/**
 * Public. One trip. The people who are billed on a session of a listed event, by name; those who
 * spoke about a topic and in a place, if one is given. Counted are the sessions about the topic, or
 * else in the place, as `countSpeakers` last found them.
 */
export async function listSpeakers(
  db: Database,
  { topic, place, after }: Filter,
): Promise<SpeakerPage> {
  const [rows] = await speakerList(db, { topic, place, after })
  const shown = rows.slice(0, SPEAKERS_PER_PAGE)
  return {
    speakers: shown,
    next: rows.length > shown.length ? (shown.at(-1)?.handle ?? null) : null,
  }
}

const site = sql`${speakerScope.site}`

const about = (slug: Placeholder): SQL =>
  sql`(select ${speakerScope.topic(sql`${topics.id}`)} from ${topics} where ${topics.slug} = ${slug})`

const within = (slug: Placeholder): SQL =>
  sql`(select ${speakerScope.place(sql`${places.id}`)} from ${places} where ${places.slug} = ${slug})`

const also = alias(speakers, 'also')

const isAlso = (scope: SQL): SQL => sql`exists (
  select from ${speakers} as ${sql.identifier('also')}
  where ${also.scope} = ${scope} and ${also.personId} = ${speakers.personId})`

/** Behind somebody in the order of the directory, whatever they are called today. */
const isBehind = (handle: Placeholder): SQL => sql`(${speakers.name}, ${speakers.personId}) > (
  select last.name, last.person_id from ${speakers} as last
  join ${people} as behind on behind.id = last.person_id
  where last.scope = ${speakerScope.site} and behind.handle = ${handle})`

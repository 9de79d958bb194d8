import { and, eq, gte, type Placeholder, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { people, places, speakers, topics } from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import { DomainError } from '../errors.ts'
import type { SpeakerPage } from './person.ts'
import { speakerScope } from './speaker-scope.ts'

const SPEAKERS_PER_PAGE = 60

type Filter = {
  /** A topic's slug. */
  readonly topic?: string | undefined
  /** The slug of a city or a country. */
  readonly place?: string | undefined
  /** What names, as `sortName` makes them, begin with or come behind: then they are listed by name. */
  readonly start?: string | undefined
  /** The handle that the last page ended with: its `next`. */
  readonly after?: string | undefined
}
type Blanks = Placeholders<Required<Filter>>

type Columns = Readonly<Record<'nextOn' | 'sessionCount' | 'name' | 'personId', SQLWrapper>>
/** What a list is in order of: the columns of an index behind those of its scope. */
type Order = (columns: Columns) => SQL[]

const byName: Order = ({ name, personId }) => [sql`${name}`, sql`${personId}`]
const byRank: Order = (columns) => [
  sql`(${columns.nextOn} is null)`,
  sql`(-${columns.sessionCount})`,
  ...byName(columns),
]

const NARROWED = [['topic'], ['place'], ['after']] as const

export const speakersByRank = pageQuery(
  'speakers_by_rank',
  { always: [], optional: NARROWED },
  (db, blanks: Blanks) => [selectSpeakers(db, blanks, byRank)],
)

export const speakersByName = pageQuery(
  'speakers_by_name',
  { always: ['start'], optional: NARROWED },
  (db, blanks: Blanks) => [selectSpeakers(db, blanks, byName)],
)

function selectSpeakers(db: Database, { topic, place, start, after }: Blanks, order: Order) {
  const scope = topic !== undefined ? about(topic) : place !== undefined ? within(place) : site
  // First the page along its index, then who they are.
  const page = db
    .select()
    .from(speakers)
    .where(
      and(
        sql`${speakers.scope} = ${scope}`,
        topic !== undefined && place !== undefined ? isAlso(within(place)) : undefined,
        start === undefined ? undefined : gte(speakers.name, start),
        after === undefined ? undefined : isBehind(after, scope, order),
      ),
    )
    .orderBy(...order(speakers))
    .limit(SPEAKERS_PER_PAGE + 1)
    .as('page')
  const { sessionCount, nextOn } = page
  return db
    .select({ handle: people.handle, name: people.name, sessionCount, nextOn })
    .from(page)
    .innerJoin(people, eq(people.id, page.personId))
    .orderBy(...order(page))
}

/**
 * Public. One trip. The people who are billed on a session of a listed event: those who speak next
 * first, then those with the most sessions; or by name. Only those who spoke about a topic and in a
 * place, if one is given. Counted are the sessions about the topic, or else in the place, as
 * `countSpeakers` last found them. Throws malformed where nobody is behind `after`: no page led there.
 */
export async function listSpeakers(
  db: Database,
  { topic, place, start, after }: Filter,
): Promise<SpeakerPage> {
  const list = start === undefined ? speakersByRank : speakersByName
  const [rows] = await list(db, { topic, place, start, after })
  if (after !== undefined && rows.length === 0)
    throw new DomainError('malformed', 'That is not a page of this list')
  const { shown, next } = cutPage(rows, SPEAKERS_PER_PAGE, ({ handle }) => handle)
  return { speakers: shown, next }
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

const last = alias(speakers, 'last')

/** Behind somebody in the same list, whatever they are called today. */
const isBehind = (
  handle: Placeholder,
  scope: SQL,
  order: Order,
): SQL => sql`(${joined(order(speakers))}) > (
  select ${joined(order(last))} from ${speakers} as ${sql.identifier('last')}
  join ${people} as behind on behind.id = ${last.personId}
  where ${last.scope} = ${scope} and behind.handle = ${handle})`

const joined = (columns: SQL[]) => sql.join(columns, sql`, `)

import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type DocumentKind, searchChanges, searchDocuments } from '#db/schema/index.ts'
import { selectDocuments } from './documents.ts'

/** Of what changed last so much is read as it is now, not as it was indexed. */
const CHANGES_READ = 100
/** Of a word that thousands have, no more are put in order. */
const MATCHES_RANKED = 2_000

/** What is asked for: words, the day that it is, and behind which result a page goes on. */
export type SearchBlanks = {
  readonly words: string | Placeholder
  readonly today: string | Placeholder
  readonly score?: number | Placeholder | undefined
  readonly id?: string | Placeholder | undefined
}

/** A name that is just what was typed comes first, then one that begins with it, then by where the words stand. */
const relevance = sql`(case when matched.name = asked.name then 20 when starts_with(matched.name, asked.name || ' ') then 10 else 0 end
  + least(9, round(ts_rank(matched.words, asked.words) * 4))::int)`

/** Among what matches as well: what is next, then what was last, then what there is most of. */
const closeness = (today: string | Placeholder): SQL => sql`(case
  when day is null then least(size, 99999)
  when day >= ${today}::date then 99999 - least(day - ${today}::date, 40000)
  else 50000 - least(${today}::date - day, 49999) end)`

/**
 * The ids of what has all the words, each with its score, best first. What changed since it was indexed
 * is looked at as it is: added, renamed, withdrawn or hidden, it is right at once.
 */
export function selectFound(
  db: Database,
  kind: DocumentKind,
  { words, today, score, id }: SearchBlanks,
  limit: number,
) {
  const only = sql`kind = '${sql.raw(kind)}'`
  const ranked = sql`(
    with asked as materialized (
      select search_query(${words}) as words, array_to_string(search_words(${words}), ' ') as name
    ), changed as materialized (
      select distinct document_id from (
        select document_id from ${searchChanges} where ${only} order by id desc limit ${CHANGES_READ}
      ) as last
    ), matched as (
      (select id, name, words, day, size from ${searchDocuments}
        where ${only} and words @@ (select words from asked) and id not in (select document_id from changed)
        limit ${MATCHES_RANKED})
      union all
      select id, name, words, day, size from (${selectDocuments[kind](sql`select document_id from changed`)}) as fresh
      where words @@ (select words from asked)
    )
    select id, size, ${relevance} * 100000 + ${closeness(today)} as score from matched
    cross join asked
  ) as ranked`
  return db
    .select({
      id: sql<string>`ranked.id`.as('id'),
      size: sql<number>`ranked.size`.as('size'),
      score: sql<number>`ranked.score`.as('score'),
    })
    .from(ranked)
    .where(
      score === undefined
        ? undefined
        : sql`(ranked.score, ranked.id) < (${score}::int, ${id}::uuid)`,
    )
    .orderBy(sql`ranked.score desc, ranked.id desc`)
    .limit(limit)
    .as('found')
}

export type Found = ReturnType<typeof selectFound>

/** Whoever joins what was found calls it `found`. */
export const foundColumns = {
  id: sql<string>`found.id`,
  size: sql<number>`found.size`,
  score: sql<number>`found.score`,
} as const

export const bestFirst = [sql`found.score desc`, sql`found.id desc`]

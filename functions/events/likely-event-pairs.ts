import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, externalIds } from '#db/schema/index.ts'
import { type LikelyPair, likeliest } from '../merges/likely-pair.ts'
import { similarity } from '../merges/similarity.ts'
import { webKey } from '../merges/web-key.ts'
import { isShown } from './visibility.ts'

const SUSPECTS_LOOKED_AT = 50_000

/** Names of events that are only online are compared where they share a word that no more than this have. */
const RARE_WORD_EVENTS = 300

/** Editions of one meetup have one website, and are weeks apart. */
const WEBSITE_DAYS = 14
const PLACE_DAYS = 3
const SIMILAR = 0.5

type Suspects = {
  one: string
  other: string
  one_name: string
  other_name: string
  website: boolean
  series: boolean
  place: boolean
  known: boolean
  both_listed: boolean
}

/**
 * Public. Pairs of events that may be one, by `year/slug`, the older entry first, likeliest first:
 * with the same website within days; in the same series and month; known by the same name to two
 * sources; or with a similar name in the same place within days. A name alone says nothing. For
 * somebody to look at: nothing merges by itself.
 */
export async function listLikelyEventPairs(db: Database): Promise<LikelyPair[]> {
  const { rows } = await db.execute<Suspects>(suspects)
  return likeliest(rows.map(weigh).filter((pair) => pair !== null))
}

function weigh(pair: Suspects): LikelyPair | null {
  const { website, series, place, known } = pair
  const name = similarity(pair.one_name, pair.other_name) >= SIMILAR
  const facts = [
    website && 'same website within two weeks',
    series && 'same series and month',
    known && 'same name for it at two sources',
    place && name && 'similar name, same place, same days',
  ].filter((fact) => fact !== false)
  if (facts.length === 0) return null
  const isClear = (place && name) || (website && (place || name)) || facts.length > 1
  return {
    one: pair.one,
    other: pair.other,
    likelihood: isClear && !pair.both_listed ? 'high' : 'some',
    reasons: pair.both_listed ? [...facts, 'though one source lists both'] : facts,
  }
}

const days = (count: number) =>
  sql`other.starts_on between one.starts_on - ${count}::int and one.starts_on + ${count}::int`

const suspects = sql`
  with seen as materialized (
    select id, year, slug, name, series_id, place_id, starts_on, ${webKey(sql`website`)} as web
    from ${events} where ${isShown}
  ), online as materialized (
    select id, starts_on, word from seen
    cross join regexp_split_to_table(lower(name), '[^[:alnum:]]+') as word
    where place_id is null and length(word) > 1 and word !~ '^[0-9]+$'
  ), pairs as (
    select one.id as one_id, other.id as other_id from seen as one
    join seen as other on other.web = one.web and ${days(WEBSITE_DAYS)} and one.id < other.id
    union
    select one.id, other.id from seen as one
    join seen as other on other.series_id = one.series_id and one.id < other.id
      and date_trunc('month', other.starts_on) = date_trunc('month', one.starts_on)
    union
    select one.id, other.id from ${events} as one
    join ${events} as other on other.place_id = one.place_id and ${days(PLACE_DAYS)} and one.id < other.id
    union
    select one.id, other.id from online as one
    join (select word from online group by word having count(*) <= ${RARE_WORD_EVENTS}) as rare on rare.word = one.word
    cross join generate_series(-${PLACE_DAYS}::int, ${PLACE_DAYS}::int) as apart
    join online as other on other.word = one.word and other.starts_on = one.starts_on + apart and one.id < other.id
    union
    select least(one.event_id, other.event_id), greatest(one.event_id, other.event_id)
    from ${externalIds} as one join ${externalIds} as other
      on other.external_id = one.external_id and other.source > one.source and other.event_id <> one.event_id
  )
  select one.year || '/' || one.slug as one, other.year || '/' || other.slug as other,
    one.name as one_name, other.name as other_name,
    coalesce(one.web = other.web and ${days(WEBSITE_DAYS)}, false) as website,
    coalesce(one.series_id = other.series_id
      and date_trunc('month', other.starts_on) = date_trunc('month', one.starts_on), false) as series,
    one.place_id is not distinct from other.place_id and ${days(PLACE_DAYS)} as place,
    exists (select from ${externalIds} as called join ${externalIds} as also
      on also.external_id = called.external_id and also.source <> called.source
      where called.event_id = one.id and also.event_id = other.id
      and abs(other.starts_on - one.starts_on) <= ${WEBSITE_DAYS}) as known,
    exists (select from ${externalIds} as called join ${externalIds} as also on also.source = called.source
      where called.event_id = one.id and also.event_id = other.id) as both_listed
  from pairs join seen as one on one.id = one_id join seen as other on other.id = other_id
  order by one_id, other_id limit ${SUSPECTS_LOOKED_AT}`

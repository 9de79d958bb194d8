import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventTopics, places, topics } from '#db/schema/index.ts'
import { type EventFilter, listValues } from './event-filter.ts'
import { selectListed } from './event-list.ts'

/** How many events are counted at most for the choices of a page: what has more says so. */
export const MOST_COUNTED = 2_000
/** Of each facet, those with the most events. */
const CHOICES = 60

/** One choice of a filter, and how many events there are at it. */
export type Choice = { readonly slug: string; readonly name: string; readonly count: number }

export type FacetCounts = {
  readonly total: number
  /** How many can be followed online. */
  readonly online: number
  /** `YYYY-MM`, without a name. */
  readonly month: readonly Choice[]
  readonly topic: readonly Choice[]
  readonly country: readonly Choice[]
  readonly city: readonly Choice[]
}
export type Facet = keyof FacetCounts

/** Names are looked up for what is shown, one by one: a join would read all that there are. */
const placesOf = (kind: 'country' | 'city') => sql`(
  select ${kind} as facet,
    (select ${places.slug} from ${places} where ${places.id} = found.id) as slug,
    (select ${places.name} from ${places} where ${places.id} = found.id) as name, count
  from (
    select ${sql.identifier(kind === 'city' ? 'place_id' : 'country_id')} as id, count(*) as count
    from base group by 1 order by count desc, id limit ${CHOICES + 1}
  ) as found where found.id is not null)`

/** Of each event by itself, as its topics are on its cards. */
const byTopic = sql`(
  select 'topic' as facet,
    (select ${topics.slug} from ${topics} where ${topics.id} = found.id) as slug,
    (select ${topics.name} from ${topics} where ${topics.id} = found.id) as name, count
  from (
    select about.id, count(*) as count from base
    cross join lateral (
      select ${eventTopics.topicId} as id from ${eventTopics} where ${eventTopics.eventId} = base.id offset 0
    ) as about
    group by 1 order by count desc, id limit ${CHOICES}
  ) as found)`

const counts: Readonly<Record<Facet, SQL>> = {
  total: sql`(select 'total' as facet, '' as slug, '' as name, count(*) as count from base)`,
  online: sql`(select 'online' as facet, '' as slug, '' as name, count(*) as count
    from base where attendance_mode <> 'in_person')`,
  month: sql`(select 'month' as facet, to_char(starts_on, 'YYYY-MM') as slug, '' as name, count(*) as count
    from base group by 2)`,
  topic: byTopic,
  country: placesOf('country'),
  city: placesOf('city'),
}

/**
 * Counts what a filter finds on all of its pages by some facets; by the others, nothing. The events are found once, along
 * the index of their list, and at most `MOST_COUNTED` of them.
 */
export async function countFacets(
  db: Database,
  filter: EventFilter,
  facets: readonly Facet[],
): Promise<FacetCounts> {
  const base = selectListed(db, filter, listValues({ ...filter, after: undefined }), MOST_COUNTED)
  const parts = facets.map((facet) => counts[facet])
  const { rows } = await db.execute<Choice & { facet: Facet }>(
    sql`with base as materialized (${base}) ${sql.join(parts, sql` union all `)}`,
  )
  const choices = (wanted: Facet) =>
    rows
      .filter(({ facet }) => facet === wanted)
      .map(({ slug, name, count }) => ({ slug, name, count: Number(count) }))
  return {
    total: choices('total')[0]?.count ?? 0,
    online: choices('online')[0]?.count ?? 0,
    month: choices('month'),
    topic: choices('topic'),
    country: choices('country'),
    city: choices('city'),
  }
}

import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, eventTopics, places, topics } from '#db/schema/index.ts'
import { type EventFilter, listValues } from './event-filter.ts'
import { canBeFollowed, selectIds } from './event-list.ts'

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

const placesOf = (kind: 'country' | 'city') => sql`(
  select ${kind} as facet, ${places.slug} as slug, ${places.name} as name, count(*) as count
  from base join ${events} on ${events.id} = base.id
  join ${places} on ${places.id} = ${kind === 'city' ? events.placeId : events.countryId}
  group by ${places.id} order by count desc, slug limit ${CHOICES})`

const counts: Readonly<Record<Facet, SQL>> = {
  total: sql`(select 'total' as facet, '' as slug, '' as name, count(*) as count from base)`,
  online: sql`(select 'online' as facet, '' as slug, '' as name, count(*) as count
    from base join ${events} on ${events.id} = base.id where ${canBeFollowed})`,
  month: sql`(select 'month' as facet, to_char(starts_on, 'YYYY-MM') as slug, '' as name, count(*) as count
    from base group by 2)`,
  topic: sql`(select 'topic' as facet, ${topics.slug} as slug, ${topics.name} as name, count(*) as count
    from base join ${eventTopics} on ${eventTopics.eventId} = base.id
    join ${topics} on ${topics.id} = ${eventTopics.topicId}
    group by ${topics.id} order by count desc, slug limit ${CHOICES})`,
  country: placesOf('country'),
  city: placesOf('city'),
}

/**
 * Counts what a filter finds by some facets; by the others, nothing. The events are found once, along
 * the index of their list, and at most `MOST_COUNTED` of them.
 */
export async function countFacets(
  db: Database,
  filter: EventFilter,
  facets: readonly Facet[],
): Promise<FacetCounts> {
  const base = selectIds(db, filter, listValues(filter), MOST_COUNTED)
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

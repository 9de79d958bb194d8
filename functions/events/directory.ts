import { asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { placeCounts, places, topicCounts, topics } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { PlaceKind } from '../places/place.ts'
import { monthOf } from '../time/day.ts'
import { earliestToday } from '../time/today.ts'
import { type DerivedCounts, readDerivedCounts } from './derived-counts.ts'
import type { EventPage } from './event.ts'
import type { EventFilter } from './event-filter.ts'
import { countFacets, type Facet, type FacetCounts } from './facets.ts'
import { noneOr } from './none-or.ts'
import { listEvents } from './queries.ts'

const NEAR_KM = 300

export type DirectoryFilter = Pick<
  EventFilter,
  'now' | 'year' | 'fromMonth' | 'toMonth' | 'topics' | 'place' | 'withinKm' | 'online' | 'after'
>

/** What the directory can be narrowed by, beside a year. */
export type Dimension = 'months' | 'topics' | 'place' | 'online'

/** Which parts of a filter narrow it, and what is counted for who chooses in it. */
const dimensions: Readonly<
  Record<Dimension, { parts: readonly (keyof DirectoryFilter)[]; facets: readonly Facet[] }>
> = {
  months: { parts: ['fromMonth', 'toMonth'], facets: ['month'] },
  topics: { parts: ['topics'], facets: ['topic'] },
  place: { parts: ['place', 'withinKm'], facets: ['country', 'city'] },
  online: { parts: ['online'], facets: ['online'] },
}

type Chosen = { readonly slug: string; readonly name: string; readonly upcomingCount: number }

export type Directory = {
  readonly page: EventPage
  /** How many there are in all; `MOST_COUNTED` stands for more, too. */
  readonly total: number
  readonly topics: readonly Chosen[]
  readonly place: (Chosen & { readonly kind: PlaceKind }) | null
  /** How many events each choice would find, with what is chosen in the other dimensions. */
  readonly choices: FacetCounts
  /** How many events start in each year that has begun, newest first. */
  readonly years: DerivedCounts['years']
  /** How many there would be without what is chosen in a dimension; only those that something is chosen in. */
  readonly without: Readonly<Partial<Record<Dimension, number>>>
  /** How many there would be within 300 km of the city that is chosen. */
  readonly near: number
}

/**
 * Public. One trip. One page of the directory, and how many events there are at each choice that
 * narrows it. Throws not_found for a topic or a place that there is not, and malformed for a cursor
 * that is none.
 */
export async function getDirectory(db: Database, asked: DirectoryFilter): Promise<Directory> {
  const filter = withWhen(asked)
  const { place: slug, topics: slugs = [] } = filter
  const derived = readDerivedCounts(db)
  const count = async (one: EventFilter, within: readonly Dimension[]) =>
    isPlain(one)
      ? (await derived).upcoming
      : countFacets(db, one, ['total', ...within.flatMap((name) => dimensions[name].facets)])
  const names = Object.keys(dimensions) as Dimension[]
  const narrowed = names.filter((name) => isNarrowed(filter, name))
  const open = names.filter((name) => !narrowed.includes(name))
  const [page, chosenTopics, place, near, own, ...others] = await Promise.all([
    // About one topic is what a page query knows.
    listEvents(db, slugs.length === 1 ? { ...filter, topics: undefined, topic: slugs[0] } : filter),
    findTopics(db, slugs),
    slug === undefined ? null : findPlace(db, slug),
    slug === undefined ? null : countFacets(db, { ...filter, withinKm: NEAR_KM }, ['total']),
    count(filter, open),
    ...narrowed.map((name) => count(letGo(filter, name), [name])),
  ])
  const { years } = await derived
  return {
    page,
    total: Math.max(own.total, page.events.length),
    topics: chosenTopics,
    place,
    choices: Object.assign({}, own, ...narrowed.map((name, i) => pick(others[i], name))),
    years: years.filter(({ year }) => year <= Number(earliestToday(filter.now).slice(0, 4))),
    without: Object.fromEntries(narrowed.map((name, i) => [name, others[i]?.total])),
    near: near?.total ?? 0,
  }
}

/** What is to come; all of a year, and of months that have begun to pass. */
function withWhen(asked: DirectoryFilter) {
  const thisMonth = monthOf(earliestToday(asked.now))
  const first = asked.fromMonth ?? asked.toMonth ?? thisMonth
  const when = asked.year !== undefined || first < thisMonth ? 'all' : 'upcoming'
  return { ...asked, when } as const
}

const isNarrowed = (filter: EventFilter, name: Dimension) =>
  dimensions[name].parts.some((part) => filter[part])

/** Whether it finds all that is to come. */
const isPlain = (filter: EventFilter) =>
  filter.when === 'upcoming' &&
  Object.values(dimensions).every(({ parts }) => parts.every((part) => !filter[part]))

const letGo = (filter: ReturnType<typeof withWhen>, name: Dimension): EventFilter =>
  withWhen({
    ...filter,
    ...Object.fromEntries(dimensions[name].parts.map((part) => [part, undefined])),
  })

const pick = (counts: FacetCounts | undefined, name: Dimension) =>
  Object.fromEntries(dimensions[name].facets.map((facet) => [facet, counts?.[facet]]))

async function findTopics(db: Database, slugs: readonly string[]): Promise<Chosen[]> {
  if (slugs.length === 0) return []
  const found = await db
    .select({
      slug: topics.slug,
      name: topics.name,
      upcomingCount: noneOr(topicCounts.upcomingCount),
    })
    .from(topics)
    .leftJoin(topicCounts, eq(topicCounts.topicId, topics.id))
    .where(inArray(topics.slug, [...slugs]))
    .orderBy(asc(topics.slug))
  const missing = slugs.find((slug) => !found.some((topic) => topic.slug === slug))
  if (missing) throw notFound(`The topic ${missing}`)
  return found
}

async function findPlace(db: Database, slug: string) {
  const [place] = await db
    .select({
      kind: places.kind,
      slug: places.slug,
      name: places.name,
      upcomingCount: noneOr(placeCounts.upcomingCount),
    })
    .from(places)
    .leftJoin(placeCounts, eq(placeCounts.placeId, places.id))
    .where(eq(places.slug, slug))
  if (!place) throw notFound(`The place ${slug}`)
  return place
}

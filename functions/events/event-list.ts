import { and, asc, type Column, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import {
  events,
  eventTopics,
  eventVenues,
  places,
  series as seriesTable,
  topics,
  venues,
} from '#db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { PlaceKind } from '../places/place.ts'
import { earliestToday, latestToday } from '../time/today.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { EventPage, EventSummary } from './event.ts'
import {
  city,
  country,
  eventColumns,
  isPast,
  isPublic,
  isUpcoming,
  withPlace,
} from './event-columns.ts'

/** `upcoming` and `all` run forward in time, `past` backward. */
export type When = 'upcoming' | 'past' | 'all'

export type EventFilter = {
  readonly now: Date
  readonly when: When
  /** Events that start in this year. */
  readonly year?: number | undefined
  /** Events that start in this month, `YYYY-MM`. */
  readonly month?: string | undefined
  /** A topic's slug. */
  readonly topic?: string | undefined
  /** The slug of a city, or of a country for all of its cities. */
  readonly place?: string | undefined
  /** A series' slug. */
  readonly series?: string | undefined
  /** A venue's slug and that of its city. */
  readonly venue?: { readonly city: string; readonly slug: string } | undefined
  /** Only those that one can follow online. */
  readonly online?: boolean | undefined
  /** Where the last page ended: its `next`. */
  readonly after?: string | null | undefined
  readonly limit?: number | undefined
}

const DEFAULT_LIMIT = 24
const MAX_LIMIT = 200

const limitOf = ({ limit = DEFAULT_LIMIT }: EventFilter) => Math.min(Math.max(limit, 1), MAX_LIMIT)

/**
 * The query for one page of a list and one row more, in order. It first finds the page's ids along
 * an index, and only then gathers what their cards show. Throws `malformed` for a cursor or month
 * that is none.
 */
export function selectEvents(db: Database, filter: EventFilter) {
  const page = pageIds(db, filter).as('page')
  const order = filter.when === 'past' ? desc : asc
  return db
    .select(eventColumns)
    .from(page)
    .innerJoin(events, eq(events.id, page.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .orderBy(order(page.startsOn), order(page.id))
}

/** Cuts the rows of `selectEvents` to a page. */
export function toPage(rows: EventSummary[], filter: EventFilter): EventPage {
  const shown = rows.slice(0, limitOf(filter))
  const last = shown.at(-1)
  return { events: shown, next: last && rows.length > shown.length ? writeCursor(last) : null }
}

function pageIds(db: Database, filter: EventFilter) {
  const { when } = filter
  const order = when === 'past' ? desc : asc
  const find = ({ startsOn, id, belongs }: Source, ...span: (SQL | undefined)[]) => {
    const query = db.select({ id: events.id, startsOn: events.startsOn }).from(events).$dynamic()
    if (filter.topic !== undefined) query.innerJoin(eventTopics, eq(eventTopics.eventId, events.id))
    return query
      .where(and(belongs, ...conditions(filter, { startsOn, id }), ...span))
      .orderBy(order(startsOn), order(id))
      .limit(limitOf(filter) + 1)
  }
  const [first, ...others] = sources(filter).flatMap((source) =>
    spans(filter, source).map((span) => find(source, ...span)),
  ) as [ReturnType<typeof find>, ...ReturnType<typeof find>[]]
  const [second, ...rest] = others
  if (!second) return first
  return unionAll(first, second, ...rest)
    .orderBy(order(sql`starts_on`), order(sql`id`))
    .limit(limitOf(filter) + 1)
}

/** Where events are read along an index in order of the first day: its columns, and which events are asked for. */
type Source = { startsOn: Column; id: Column; belongs?: SQL }

/** A slug of a place may be a city's or a country's: one of the two sources then has nothing. */
function sources({ topic, place }: EventFilter): Source[] {
  if (topic !== undefined) {
    const belongs = sql`${eventTopics.topicId} = (select ${topics.id} from ${topics} where ${topics.slug} = ${topic})`
    const within = place === undefined ? belongs : sql`${belongs} and ${isIn(place)}`
    return [{ startsOn: eventTopics.startsOn, id: eventTopics.eventId, belongs: within }]
  }
  const { startsOn, id, placeId, countryId } = events
  if (place === undefined) return [{ startsOn, id }]
  const found = (kind: PlaceKind) =>
    sql`(select ${places.id} from ${places} where ${places.slug} = ${place} and ${places.kind} = ${kind})`
  return [
    { startsOn, id, belongs: sql`${placeId} = ${found('city')}` },
    { startsOn, id, belongs: sql`${countryId} = ${found('country')}` },
  ]
}

/**
 * Those that are on now and those to come are each found along an index of their own: one in order of
 * the first day would have to be read from the first event that ever was.
 */
function spans({ when, now }: EventFilter, { startsOn }: Source): (SQL | undefined)[][] {
  if (when === 'all') return [[]]
  if (when === 'past') return [[lt(startsOn, latestToday(now)), isPast(now)]]
  const today = earliestToday(now)
  const underway = sql`daterange(${events.startsOn}, ${events.endsOn}, '[]') @> ${today}::date`
  return [
    [lt(startsOn, today), underway, isUpcoming(now)],
    [gte(startsOn, today), isUpcoming(now)],
  ]
}

function conditions(
  { when, year, month, series, venue, online, after }: EventFilter,
  { startsOn, id }: Omit<Source, 'belongs'>,
) {
  const order = when === 'past' ? sql`<` : sql`>`
  const cursor = after ? readCursor(after) : null
  return [
    isPublic,
    year === undefined ? undefined : within(startsOn, String(year).padStart(4, '0'), 'year'),
    month === undefined ? undefined : within(startsOn, month, 'month'),
    series === undefined ? undefined : isOf(series),
    venue === undefined ? undefined : isAt(venue),
    online ? ne(events.attendanceMode, 'in_person') : undefined,
    cursor
      ? sql`(${startsOn}, ${id}) ${order} (${cursor.startsOn}::date, ${cursor.id}::uuid)`
      : undefined,
  ]
}

const period = {
  year: z.string().regex(/^[12]\d{3}$/),
  month: z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/),
}

/** Starts in a year (`YYYY`) or a month (`YYYY-MM`). */
function within(startsOn: Column, text: string, unit: keyof typeof period): SQL | undefined {
  if (!period[unit].safeParse(text).success)
    throw new DomainError('malformed', `There is no ${unit} ${text.slice(0, 20)}`)
  const from = unit === 'year' ? `${text}-01-01` : `${text}-01`
  const end = sql`(${from}::date + ${`1 ${unit}`}::interval)::date`
  return and(gte(startsOn, from), sql`${startsOn} < ${end}`)
}

/** About a topic. */
export const isAbout = (slug: string) => sql`exists (
  select from ${eventTopics} where ${eventTopics.eventId} = ${events.id}
  and ${eventTopics.topicId} = (select ${topics.id} from ${topics} where ${topics.slug} = ${slug}))`

/** An edition of a series. */
export const isOf = (slug: string): SQL => sql`${events.seriesId} = (
  select ${seriesTable.id} from ${seriesTable} where ${seriesTable.slug} = ${slug})`

const isAt = ({ city: citySlug, slug }: { city: string; slug: string }) => sql`${events.id} in (
  select ${eventVenues.eventId} from ${eventVenues} where ${eventVenues.venueId} = (
    select ${venues.id} from ${venues} join ${places} on ${places.id} = ${venues.placeId}
    where ${places.slug} = ${citySlug} and ${venues.slug} = ${slug}))`

/** In a city, or in any city of a country. */
export const isIn = (slug: string): SQL => sql`${events.placeId} in (
  select ${places.id} from ${places} where ${places.slug} = ${slug}
  union all
  select ${city.id} from ${places} join ${places} as ${sql.identifier('city')} on ${city.countryId} = ${places.id}
  where ${places.slug} = ${slug})`

import { and, asc, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm'
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

const DEFAULT_LIMIT = 50
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
  const { when, now } = filter
  const asked = conditions(filter)
  // A topic's slug (or a venue's) says nothing to the planner of how many events it has. In order of
  // the first day it would read the whole past for three of them; by a sum, which no index is in order
  // of, it begins with the topic.
  const few = filter.topic !== undefined || filter.venue !== undefined
  const firstDay = few && when !== 'upcoming' ? sql`${events.startsOn} + 0` : events.startsOn
  const find = (...where: (SQL | undefined)[]) => {
    const order = when === 'past' ? desc : asc
    return db
      .select({ id: events.id, startsOn: events.startsOn })
      .from(events)
      .where(and(...asked, ...where))
      .orderBy(order(firstDay), order(events.id))
      .limit(limitOf(filter) + 1)
  }
  if (when === 'past') return find(lt(events.startsOn, latestToday(now)), isPast(now))
  if (when === 'all') return find()

  // Those that are on now and those to come, each from an index of its own: one index in order of
  // the first day would have to be read from the first event that ever was.
  const today = earliestToday(now)
  const underway = sql`daterange(${events.startsOn}, ${events.endsOn}, '[]') @> ${today}::date`
  return unionAll(
    find(lt(events.startsOn, today), underway, isUpcoming(now)),
    find(gte(events.startsOn, today), isUpcoming(now)),
  )
    .orderBy(asc(sql`starts_on`), asc(sql`id`))
    .limit(limitOf(filter) + 1)
}

function conditions(filter: EventFilter) {
  const { when, year, month, topic, place, series, venue, online, after } = filter
  const order = when === 'past' ? sql`<` : sql`>`
  const cursor = after ? readCursor(after) : null
  return [
    isPublic,
    year === undefined ? undefined : within(String(year).padStart(4, '0'), 'year'),
    month === undefined ? undefined : within(month, 'month'),
    topic === undefined ? undefined : isAbout(topic),
    place === undefined ? undefined : isIn(place),
    series === undefined ? undefined : isOf(series),
    venue === undefined ? undefined : isAt(venue),
    online ? ne(events.attendanceMode, 'in_person') : undefined,
    cursor
      ? sql`(${events.startsOn}, ${events.id}) ${order} (${cursor.startsOn}::date, ${cursor.id}::uuid)`
      : undefined,
  ]
}

const period = {
  year: z.string().regex(/^[12]\d{3}$/),
  month: z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/),
}

/** Starts in a year (`YYYY`) or a month (`YYYY-MM`). */
function within(text: string, unit: keyof typeof period): SQL | undefined {
  if (!period[unit].safeParse(text).success)
    throw new DomainError('malformed', `There is no ${unit} ${text.slice(0, 20)}`)
  const from = unit === 'year' ? `${text}-01-01` : `${text}-01`
  const end = sql`(${from}::date + ${`1 ${unit}`}::interval)::date`
  return and(gte(events.startsOn, from), sql`${events.startsOn} < ${end}`)
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

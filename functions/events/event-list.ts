import { and, asc, type Column, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, union, unionAll } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { eventCounts, events, eventTopics, places } from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import type { PlaceKind } from '../places/place.ts'
import { writeCursor } from './cursor.ts'
import type { EventCard, EventPage } from './event.ts'
import {
  city,
  countColumns,
  country,
  eventColumns,
  facesJson,
  isPast,
  isUpcoming,
  withCounts,
  withPlace,
} from './event-columns.ts'
import { canBeFollowed, idOfTopic, isAt, isOf, isThere, type Text } from './event-conditions.ts'
import {
  type EventFilter,
  type ListShape,
  type ListValues,
  limitOf,
  listValues,
} from './event-filter.ts'
import { isListed } from './visibility.ts'

/**
 * More than are ever on at once. A plan for any topic at all would go through all that the topic ever
 * had; what has a limit cannot be put behind that.
 */
const MOST_UNDER_WAY = 100_000

/**
 * The query for one page of a list and one row more, in order. It first finds the page's ids along
 * an index, and only then gathers what their cards show. Throws `malformed` for a cursor or month
 * that is none.
 */
export const selectEvents = (db: Database, filter: EventFilter) =>
  selectEventList(db, filter, listValues(filter))

/** The same, of values that may still be blank. */
export function selectEventList(db: Database, shape: ListShape, values: ListValues) {
  const page = selectListed(db, shape, values, limitOf(shape) + 1).as('page')
  const order = shape.when === 'past' ? desc : asc
  return db
    .select({ ...eventColumns, ...countColumns, faces: facesJson.as('faces') })
    .from(page)
    .innerJoin(events, eq(events.id, page.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .leftJoin(eventCounts, withCounts)
    .orderBy(order(page.startsOn), order(page.id))
}

/** Cuts the rows of `selectEvents` to a page. */
export function toPage(rows: EventCard[], filter: EventFilter): EventPage {
  const { shown, next } = cutPage(rows, limitOf(filter), writeCursor)
  return { events: shown, next }
}

/** What is known of an event where a list is read: which it is, its place in the order, and what it is counted by. */
const listedColumns = <T extends Record<Listed, AnyPgColumn>>(from: T): Pick<T, Listed> => ({
  id: from.id,
  startsOn: from.startsOn,
  placeId: from.placeId,
  countryId: from.countryId,
  attendanceMode: from.attendanceMode,
})
type Listed = 'id' | 'startsOn' | 'placeId' | 'countryId' | 'attendanceMode'

/** The first events of a list, each once, along an index. */
export function selectListed(db: Database, shape: ListShape, values: ListValues, limit: number) {
  const { when } = shape
  const order = when === 'past' ? desc : asc
  const find = ({ startsOn, id, topic, belongs }: Source, ...span: (SQL | undefined)[]) => {
    const query = db.select(listedColumns(events)).from(events).$dynamic()
    if (topic !== undefined) query.innerJoin(eventTopics, eq(eventTopics.eventId, events.id))
    return query
      .where(and(belongs, ...conditions(shape, values, { startsOn, id }), ...span))
      .orderBy(order(startsOn), order(id))
      .limit(limit)
  }
  const [first, ...others] = sources(shape, values).flatMap((source) =>
    spans(shape, values, source).map((span, i) =>
      when === 'upcoming' && i === 0 && source.topic !== undefined
        ? selectUnderWay(db, shape, { ...values, topic: source.topic }, limit)
        : find(source, ...span),
    ),
  ) as [ReturnType<typeof find>, ...ReturnType<typeof find>[]]
  const [second, ...rest] = others
  if (!second) return first
  // What is about several of the topics is in the source of each.
  const join = shape.topics === undefined ? unionAll : union
  return join(first, second, ...rest)
    .orderBy(order(sql`starts_on`), order(sql`id`))
    .limit(limit)
}

/** What is on now about a topic: what is on is found first, and then asked what it is about. */
function selectUnderWay(
  db: Database,
  shape: ListShape,
  values: ListValues & { topic: Text },
  limit: number,
) {
  const { startsOn, id } = events
  const { place, topic } = values
  const underWay = db
    .select(listedColumns(events))
    .from(events)
    .where(
      and(
        place === undefined ? undefined : isThere(shape, place),
        ...conditions(shape, values, { startsOn, id }),
        ...isUnderWay(values),
      ),
    )
    .limit(MOST_UNDER_WAY)
    .as('under_way')
  const isAboutIt = and(
    eq(eventTopics.eventId, underWay.id),
    eq(eventTopics.topicId, idOfTopic(topic)),
  )
  return db
    .select(listedColumns(underWay))
    .from(underWay)
    .innerJoin(eventTopics, isAboutIt)
    .orderBy(asc(underWay.startsOn), asc(underWay.id))
    .limit(limit)
}

/** Where events are read along an index in order of the first day: its columns, and which events are asked for. */
type Source = { startsOn: Column; id: Column; topic?: Text; belongs?: SQL }

/** A slug of a place may be a city's or a country's: one of the two sources then has nothing. */
function sources(shape: ListShape, { topic, place }: ListValues): Source[] {
  const topics = shape.topics ?? (topic === undefined ? [] : [topic])
  if (topics.length > 0)
    return topics.map((one) => {
      const belongs = eq(eventTopics.topicId, idOfTopic(one)) as SQL
      const { startsOn, eventId: id } = eventTopics
      const there = place === undefined ? belongs : sql`${belongs} and ${isThere(shape, place)}`
      return { startsOn, id, topic: one, belongs: there }
    })
  const { startsOn, id, placeId, countryId } = events
  if (place === undefined) return [{ startsOn, id }]
  if (shape.withinKm !== undefined) return [{ startsOn, id, belongs: isThere(shape, place) }]
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
function spans(
  { when }: ListShape,
  clock: ListValues,
  { startsOn }: Source,
): (SQL | undefined)[][] {
  if (when === 'all') return [[]]
  if (when === 'past') return [[lt(startsOn, clock.latest), isPast(clock)]]
  return [isUnderWay(clock, startsOn), [gte(startsOn, clock.earliest), isUpcoming(clock)]]
}

const isUnderWay = (clock: ListValues, startsOn: Column = events.startsOn) => [
  lt(startsOn, clock.earliest),
  sql`daterange(${events.startsOn}, ${events.endsOn}, '[]') @> ${clock.earliest}::date`,
  isUpcoming(clock),
]

function conditions(
  { when, online }: ListShape,
  { series, venueCity, venue, from, until, cursorDay, cursorId }: ListValues,
  { startsOn, id }: Omit<Source, 'belongs'>,
) {
  const order = when === 'past' ? sql`<` : sql`>`
  return [
    isListed,
    from === undefined ? undefined : gte(startsOn, from),
    until === undefined ? undefined : lt(startsOn, until),
    series === undefined ? undefined : isOf(series),
    venueCity === undefined || venue === undefined ? undefined : isAt(venueCity, venue),
    online ? canBeFollowed : undefined,
    cursorDay === undefined
      ? undefined
      : sql`(${startsOn}, ${id}) ${order} (${cursorDay}::date, ${cursorId}::uuid)`,
  ]
}

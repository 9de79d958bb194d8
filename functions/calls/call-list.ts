import {
  and,
  asc,
  eq,
  gt,
  gte,
  isNull,
  lt,
  lte,
  ne,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { calls, events } from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import {
  type Clock,
  city,
  clockAt,
  country,
  eventColumns,
  isUpcoming,
  toClock,
  withPlace,
} from '../events/event-columns.ts'
import { isAbout, isIn, isOf } from '../events/event-conditions.ts'
import { CLOCK } from '../events/event-filter.ts'
import { isListed } from '../events/visibility.ts'
import type { CallKind, CallOfEvent, CallPage } from './call.ts'
import { readCallCursor, writeCallCursor } from './call-cursor.ts'
import { callColumns } from './event-calls.ts'

export type CallListFilter = {
  readonly now: Date | Clock
  /** A topic's slug. */
  readonly topic?: string | Placeholder | undefined
  /** The slug of a city, or of a country for all of its cities. */
  readonly place?: string | Placeholder | undefined
  /** A series' slug. */
  readonly series?: string | Placeholder | undefined
  readonly kind?: CallKind | Placeholder | undefined
  readonly paysTravel?: boolean | undefined
  /** Only those that close within a fortnight. */
  readonly closingSoon?: boolean | undefined
  /** Where the last page ended: its `next`. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

const CALLS_PER_PAGE = 40
const MAX_LIMIT = 200

const limitOf = ({ limit = CALLS_PER_PAGE }: CallListFilter) => Math.min(limit, MAX_LIMIT)

/**
 * The query for one page of the open calls of listed events and one row more: the earliest deadline
 * first, those without one last, which end when their event begins. Throws `malformed` for a cursor
 * that is none.
 */
export function selectOpenCalls(db: Database, filter: CallListFilter) {
  const page = openIds(db, filter).as('page')
  return db
    .select({ ...callColumns, event: { ...eventColumns } })
    .from(page)
    .innerJoin(calls, eq(calls.id, page.id))
    .innerJoin(events, eq(events.id, calls.eventId))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .orderBy(asc(page.deadline), asc(page.id))
}

/** Cuts the rows of `selectOpenCalls` to a page. */
export function toCallPage(rows: CallOfEvent[], filter: CallListFilter): CallPage {
  const { shown, next } = cutPage(rows, limitOf(filter), writeCallCursor)
  return { calls: shown, next }
}

function openIds(db: Database, filter: CallListFilter) {
  const clock = toClock(filter.now)
  const cursor = filter.after ? readCallCursor(filter.after) : null
  const find = (...where: (SQL | undefined)[]) =>
    db
      .select({ id: calls.id, deadline: calls.deadline })
      .from(calls)
      .innerJoin(events, eq(events.id, calls.eventId))
      .where(
        and(
          isListed,
          isUpcoming(clock),
          ne(events.status, 'cancelled'),
          ...where,
          ...conditions(filter),
        ),
      )
      .orderBy(asc(calls.deadline), asc(calls.id))
      .limit(limitOf(filter) + 1)

  const behind = cursor?.deadline
    ? sql`(${calls.deadline}, ${calls.id}) > (${cursor.deadline.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : undefined
  const dated =
    cursor?.deadline === null ? sql`false` : sql`${calls.deadline} > ${clock.now}::timestamptz`
  const undated = cursor?.deadline === null ? gt(calls.id, cursor.id) : undefined
  return unionAll(
    find(dated, behind),
    find(isNull(calls.deadline), gte(events.startsOn, clock.earliest), undated),
  )
    .orderBy(asc(sql`deadline`), asc(sql`id`))
    .limit(limitOf(filter) + 1)
}

function conditions({ now, topic, place, series, kind, paysTravel, closingSoon }: CallListFilter) {
  const at = sql`${toClock(now).now}::timestamptz`
  return [
    or(isNull(calls.opensAt), lte(calls.opensAt, at)),
    topic === undefined ? undefined : isAbout(topic),
    place === undefined ? undefined : isIn(place),
    series === undefined ? undefined : isOf(series),
    kind === undefined ? undefined : eq(calls.kind, kind),
    paysTravel ? eq(calls.paysTravel, true) : undefined,
    closingSoon ? lt(calls.deadline, sql`${at} + interval '14 days'`) : undefined,
  ]
}

/** What people ask the first page for, beside when they ask. */
type Usual = {
  readonly topic?: string | undefined
  readonly place?: string | undefined
  readonly kind?: CallKind | undefined
}

export const callList = pageQuery(
  'calls',
  { always: CLOCK, optional: [['topic'], ['place'], ['kind']] },
  (
    db,
    { topic, place, kind, ...now }: Placeholders<ReturnType<typeof clockAt> & Required<Usual>>,
  ) => [selectOpenCalls(db, { now, topic, place, kind })],
)

type Asked = Omit<CallListFilter, keyof Usual | 'now'> & Usual & { readonly now: Date }

/** Public. One trip. One page of the open calls. Throws malformed for a cursor that is none. */
export async function listCalls(db: Database, filter: Asked): Promise<CallPage> {
  const { now, topic, place, kind, series, paysTravel, closingSoon, after, limit } = filter
  // Each choice more would double the functions.
  const isSeldom = [series, paysTravel, closingSoon, after, limit].some(Boolean)
  if (isSeldom) return toCallPage(await selectOpenCalls(db, filter), filter)
  const [rows] = await callList(db, { ...clockAt(now), topic, place, kind })
  return toCallPage(rows, filter)
}

import type { Placeholder } from 'drizzle-orm'
import * as z from 'zod'
import type { Placeholders } from '#db/page-query.ts'
import { DomainError } from '../errors.ts'
import { type Day, monthsFrom } from '../time/day.ts'
import { readCursor } from './cursor.ts'
import { clockAt } from './event-columns.ts'

/** `upcoming` and `all` run forward in time, `past` backward. */
export type When = 'upcoming' | 'past' | 'all'

/** One thing for each of them: the statements of a list differ in more than their values. */
export const forEachWhen = <T>(make: (when: When) => T): Readonly<Record<When, T>> => ({
  upcoming: make('upcoming'),
  past: make('past'),
  all: make('all'),
})

export type EventFilter = {
  readonly now: Date
  readonly when: When
  /** Events that start in this year. */
  readonly year?: number | undefined
  /** Events that start in this month, `YYYY-MM`, or later; in this one or earlier. */
  readonly fromMonth?: string | undefined
  readonly toMonth?: string | undefined
  /** A topic's slug. */
  readonly topic?: string | undefined
  /** Slugs of several topics, for events about any of them. */
  readonly topics?: readonly string[] | undefined
  /** The slug of a city, or of a country for all of its cities. */
  readonly place?: string | undefined
  /** So many kilometres around that city, instead of in it. */
  readonly withinKm?: number | undefined
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

export const limitOf = ({ limit = DEFAULT_LIMIT }: Pick<EventFilter, 'limit'>) =>
  Math.min(Math.max(limit, 1), MAX_LIMIT)

/** What is in a list, apart from the values that the database is asked with. */
export type ListShape = Pick<EventFilter, 'when' | 'limit' | 'online' | 'topics' | 'withinKm'>

/** The values that the database is asked with. Throws `malformed` for a cursor or a period that is none. */
export function listValues(filter: EventFilter) {
  const { now, topic, place, series, venue, after } = filter
  const cursor = after ? readCursor(after) : undefined
  const { from, until } = spanOf(filter)
  return {
    ...clockAt(now),
    topic,
    place,
    series,
    venueCity: venue?.city,
    venue: venue?.slug,
    from,
    until,
    cursorDay: cursor?.startsOn,
    cursorId: cursor?.id,
  }
}

type Values = ReturnType<typeof listValues>

/** The same, or what stands for them until there are any. */
export type ListValues = { readonly [K in keyof Values]: Values[K] | Placeholder }

/** What stands for a list's values, and for those that its page has besides or always. */
export type ListPlaceholders<More = unknown> = Placeholders<Values & More>

/** Which values page queries of lists are given: the first always, the others as they are asked. */
export const CLOCK = ['now', 'earliest', 'latest'] as const
export const SPAN = ['from', 'until'] as const
export const CURSOR = ['cursorDay', 'cursorId'] as const

/** The same list from its beginning. */
export const fromStart = <V extends ListValues>(values: V) => ({
  ...values,
  cursorDay: undefined,
  cursorId: undefined,
})

type Span = { readonly from?: Day | undefined; readonly until?: Day | undefined }

const yearText = z.string().regex(/^[12]\d{3}$/)
const monthText = z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/)

/** Within the year and the months, whichever are given. Days are in the order of their letters. */
function spanOf({ year, fromMonth, toMonth }: EventFilter): Span {
  const spans = [
    year === undefined ? {} : yearSpan(year),
    fromMonth === undefined ? {} : { from: monthSpan(fromMonth).from },
    toMonth === undefined ? {} : { until: monthSpan(toMonth).until },
  ] satisfies Span[]
  const given = (days: readonly (Day | undefined)[]) =>
    days.filter((day) => day !== undefined).sort()
  return {
    from: given(spans.map((span: Span) => span.from)).at(-1),
    until: given(spans.map((span: Span) => span.until))[0],
  }
}

function yearSpan(year: number): Span {
  const text = String(year).padStart(4, '0')
  if (!yearText.safeParse(text).success) throw malformed('year', text)
  return { from: `${text}-01-01`, until: `${year + 1}-01-01` }
}

function monthSpan(month: string): Span {
  if (!monthText.safeParse(month).success) throw malformed('month', month)
  return { from: `${month}-01`, until: `${monthsFrom(month, 2)[1]}-01` }
}

const malformed = (unit: string, text: string) =>
  new DomainError('malformed', `There is no ${unit} ${text.slice(0, 20)}`)

import type { Directory } from '#functions/events/directory.ts'
import { MOST_COUNTED } from '#functions/events/facets.ts'
import type { ConferenceFilter } from '#functions/paths.ts'
import { monthName } from '#functions/time/format-dates.ts'
import { counted, grouped } from '../components/event-words.ts'

/** What a filter names by its slugs. */
export type FilterNames = Pick<Directory, 'topics' | 'place'>

/** "8 conferences in Berlin". */
export function conferencesTitle(
  total: number,
  filter: ConferenceFilter,
  names: FilterNames,
): string {
  const narrowed = narrowedTo(filter, names)
  if (narrowed === '') return `${howMany(total)} to come`
  return `${howMany(total)} ${narrowed}`
}

function howMany(total: number) {
  if (total === 0) return 'No conferences'
  if (total === MOST_COUNTED) return `At least ${grouped(total)} conferences`
  return counted(total, 'conference', 'conferences')
}

/** "on Python or Rust in Berlin from March to May 2027"; nothing of what is not narrowed. */
export function narrowedTo(filter: ConferenceFilter, { topics, place }: FilterNames): string {
  const within = filter.within === undefined ? 'in' : `within ${filter.within} km of`
  const parts = [
    filter.topic?.length && `on ${topics.map(({ name }) => name).join(' or ')}`,
    filter.place && `${within} ${place?.name ?? filter.place}`,
    filter.online && 'to follow online',
    monthsText(filter),
    // The months say which year they are of.
    filter.year !== undefined && monthsText(filter) === null && `in ${filter.year}`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** "in March 2027", "from March to May 2027", "from March 2027 on", "until May 2027"; in a year, no further than that. */
export function monthsText({ year, ...span }: ConferenceFilter): string | null {
  const ends = year !== undefined && (span.from ?? span.to) !== undefined
  const { from = ends ? `${year}-01` : undefined, to = ends ? `${year}-12` : undefined } = span
  if (from !== undefined && to !== undefined) {
    if (from === to) return `in ${monthName(from)}`
    const isOneYear = from.slice(0, 4) === to.slice(0, 4)
    const first = isOneYear ? monthName(from).replace(/ \d+$/, '') : monthName(from)
    return `from ${first} to ${monthName(to)}`
  }
  if (from !== undefined) return `from ${monthName(from)} on`
  return to === undefined ? null : `until ${monthName(to)}`
}

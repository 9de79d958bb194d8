import type { Dimension, Directory } from '#functions/events/directory.ts'
import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { monthName } from '#functions/time/format-dates.ts'
import { capitalized } from '../components/event-words.ts'
import { narrowedTo } from './conference-words.ts'

/** A list that has something, beside one that has nothing. */
export type Nearest = { readonly href: string; readonly name: string; readonly count: number }

const LET_GO: Readonly<Record<Dimension, ConferenceFilter>> = {
  months: { from: undefined, to: undefined },
  topics: { topic: undefined },
  place: { place: undefined, within: undefined },
  online: { online: undefined },
}

/** The last month before those chosen that has something, and the first one after them. */
function nearestMonths(
  { from, to, ...filter }: ConferenceFilter,
  { choices }: Directory,
): Nearest[] {
  const [first = to, last = from] = [from, to]
  if (first === undefined || last === undefined) return []
  const months = choices.month
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const nearest = [
    months.findLast(({ slug }) => slug < first),
    months.find(({ slug }) => slug > last),
  ]
  return nearest
    .filter((month) => month !== undefined)
    .map(({ slug, count }) => ({
      ...{ href: paths.conferences({ ...filter, from: slug, to: slug }), count },
      name: monthName(slug),
    }))
}

/**
 * What finds something where all that is chosen together finds nothing: without one part of it, around
 * the place, or else in the months on either side, or with nothing but the topic or the place.
 */
export function nearestOf(filter: ConferenceFilter, directory: Directory): Nearest[] {
  const { without, near, topics, place } = directory
  const toNearest = (less: ConferenceFilter, count = 0): Nearest => ({
    href: paths.conferences(less),
    // "in Berlin" is called Berlin.
    name: capitalized(
      narrowedTo(less, { topics: topics.filter(isIn(less)), place }).replace(/^(?:in|on) /, ''),
    ),
    count,
  })
  const lists = Object.keys(without).map((name) => {
    const dimension = name as Dimension
    return toNearest({ ...filter, ...LET_GO[dimension] }, without[dimension])
  })
  const around = {
    ...{ href: paths.conferences({ ...filter, within: '300' }), name: 'Within 300 km' },
    count: filter.within === undefined ? near : 0,
  }
  const found = [...lists, around].filter(({ name, count }) => name !== '' && count > 0)
  if (found.length > 0) return found
  const alone = [
    ...nearestMonths(filter, directory),
    ...topics.map(({ slug, upcomingCount }) => toNearest({ topic: [slug] }, upcomingCount)),
    ...(place ? [toNearest({ place: place.slug }, place.upcomingCount)] : []),
  ]
  return alone.filter(({ count }) => count > 0)
}

const isIn =
  ({ topic = [] }: ConferenceFilter) =>
  ({ slug }: { slug: string }) =>
    topic.includes(slug)

import * as z from 'zod'
import { eventCursor } from '#functions/events/cursor.ts'
import { getDirectory } from '#functions/events/directory.ts'
import { paths } from '#functions/paths.ts'
import { monthsFrom } from '#functions/time/day.ts'
import { todayIn } from '#functions/time/today.ts'
import { slugQuery } from '../components/slug-param.ts'
import { listPage, Moved } from '../page.ts'
import { MOST_TOPICS } from './conference-filters.tsx'
import { conferencesTitle } from './conference-words.ts'
import { ConferencesPage } from './conferences-page.tsx'

const MONTHS_OFFERED = 18
const MONTHS_OF_A_YEAR = 12

const monthQuery = z.string().regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/)

const query = z
  .object({
    year: z
      .string()
      .regex(/^(?:19|20)\d{2}$/)
      .transform(Number),
    from: monthQuery,
    to: monthQuery,
    /** A month alone, as addresses had it before there were `from` and `to`. */
    month: monthQuery,
    topic: z.array(slugQuery).max(MOST_TOPICS),
    place: slugQuery,
    within: z.literal('300'),
    online: z.literal('1'),
    after: eventCursor,
  })
  .partial()
type Query = z.output<typeof query>

export const conferenceRoutes = listPage({
  path: paths.conferences(),
  tag: 'conferences',
  query,
  normalized,
  find: async ({ deps, now, query }) => {
    const { from, to, topic, within, online, ...as } = query
    const directory = await getDirectory(deps.read, {
      ...{ ...as, now, fromMonth: from, toMonth: to, topics: topic },
      ...{ withinKm: within && Number(within), online: online === '1' },
    })
    // There is nothing around a country but itself.
    return within !== undefined && directory.place?.kind === 'country'
      ? new Moved(addressOf({ ...query, within: undefined }))
      : directory
  },
  html: (directory, { query: { after: _, month: __, ...filter }, reader, now, onward }) => {
    const title = conferencesTitle(directory.total, filter, directory)
    const months =
      filter.year === undefined
        ? monthsFrom(todayIn('UTC', now).slice(0, 7), MONTHS_OFFERED)
        : monthsFrom(`${filter.year}-01`, MONTHS_OF_A_YEAR)
    return {
      title,
      description: 'Conferences by month, topic and place, and those that can be followed online.',
      content: <ConferencesPage {...{ title, filter, directory, months, reader, onward }} />,
    }
  },
})

/**
 * One month is a span, a span begins with its first month, a year has no other year's months, and what is
 * around no place is around nothing.
 */
function normalized({ month, ...query }: Query): string | null {
  const { year, from = month, to = month } = query
  const isBackward = from !== undefined && to !== undefined && from > to
  const [first, last] = isBackward ? [to, from] : [from, to]
  const ofYear = (one?: string) =>
    year === undefined || one?.startsWith(`${year}-`) ? one : undefined
  const normal = addressOf({
    ...query,
    ...{ from: ofYear(first), to: ofYear(last) },
    within: query.place === undefined ? undefined : query.within,
  })
  return month === undefined && normal === addressOf(query) ? null : normal
}

const addressOf = ({ after, ...filter }: Omit<Query, 'month'>) =>
  after === undefined ? paths.conferences(filter) : paths.after(paths.conferences(filter), after)

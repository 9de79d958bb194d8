import * as z from 'zod'
import { eventCursor } from '#functions/events/cursor.ts'
import { listEvents } from '#functions/events/queries.ts'
import { paths } from '#functions/paths.ts'
import { monthsFrom } from '#functions/time/day.ts'
import { todayIn } from '#functions/time/today.ts'
import type { ListChoices } from '../components/filter-fields.tsx'
import { findChoices, mustExist } from '../components/list-choices.ts'
import { slugQuery } from '../components/slug-param.ts'
import { listPage } from '../page.ts'
import { ConferencesPage } from './conferences-page.tsx'

const MONTHS_OFFERED = 18
const TOPICS_OFFERED = 60
const PLACES_OFFERED = 60

export const conferenceRoutes = listPage({
  path: paths.conferences(),
  tag: 'conferences',
  query: z
    .object({
      month: z.string().regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/),
      topic: slugQuery,
      place: slugQuery,
      online: z.literal('1'),
      after: eventCursor,
    })
    .partial(),
  find: async ({ deps, now, query: { after, ...filter } }) => {
    const when = filter.month ? 'all' : 'upcoming'
    const online = filter.online === '1'
    const [page, choices] = await Promise.all([
      listEvents(deps.read, { ...filter, online, after, when, now }),
      findChoices(deps),
    ])
    if (page.events.length === 0) mustExist(filter, choices)
    return { page, choices: offered(choices) }
  },
  html: ({ page, choices }, { query: { after: _, ...filter }, reader, now, onward }) => ({
    title: 'Conferences',
    description: 'Conferences by month, topic and place, and those that can be followed online.',
    content: (
      <ConferencesPage
        choices={{
          ...choices,
          months: monthsFrom(todayIn('UTC', now).slice(0, 7), MONTHS_OFFERED),
        }}
        {...{ filter, reader, page, onward }}
      />
    ),
  }),
})

/** Those with something to come, the busiest of them, in the order of the alphabet. */
function offered({ topics, countries, cities }: ListChoices): ListChoices {
  const busiest = <T extends { name: string; upcomingCount: number }>(
    items: readonly T[],
    limit: number,
  ) =>
    items
      .filter(({ upcomingCount }) => upcomingCount > 0)
      .toSorted((a, b) => b.upcomingCount - a.upcomingCount)
      .slice(0, limit)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  return {
    topics: busiest(topics, TOPICS_OFFERED),
    countries: busiest(countries, PLACES_OFFERED),
    cities: busiest(cities, PLACES_OFFERED),
  }
}

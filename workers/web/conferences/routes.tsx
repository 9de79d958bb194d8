import { Hono } from 'hono'
import * as z from 'zod'
import { notFound } from '#functions/errors.ts'
import { eventCursor } from '#functions/events/cursor.ts'
import { listEvents } from '#functions/events/queries.ts'
import type { ConferenceFilter } from '#functions/paths.ts'
import { listPlaces } from '#functions/places/queries.ts'
import { monthsFrom } from '#functions/time/day.ts'
import { todayIn } from '#functions/time/today.ts'
import { listTopics } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery } from '../../middleware/known-query.ts'
import { findReader } from '../components/find-reader.ts'
import { slugQuery } from '../components/slug-param.ts'
import type { FilterChoices } from './conference-filters.tsx'
import { ConferencesPage } from './conferences-page.tsx'

const MONTHS_OFFERED = 18
const TOPICS_OFFERED = 60
const PLACES_OFFERED = 60

const query = z.object({
  month: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/)
    .optional(),
  topic: slugQuery.optional(),
  place: slugQuery.optional(),
  online: z.literal('1').optional(),
  after: eventCursor.optional(),
})

export const conferenceRoutes = new Hono<AppEnv>().get(
  '/conferences/',
  knownQuery(query),
  async (c) => {
    const { deps, tags } = c.var
    const now = deps.now()
    const { after, ...filter } = c.req.valid('query')
    const when = filter.month ? 'all' : 'upcoming'
    const [page, topics, places, reader] = await Promise.all([
      listEvents(deps.read, { ...filter, online: filter.online === '1', after, when, now }),
      listTopics(deps.read),
      listPlaces(deps.read),
      findReader(c),
    ])
    if (page.events.length === 0) mustExist(filter, { topics, ...places })

    const choices = offered({
      topics,
      ...places,
      months: monthsFrom(todayIn('UTC', now).slice(0, 7), MONTHS_OFFERED),
    })
    tags.add('conferences')
    const props = { filter, choices, reader, page, onward: after !== undefined }
    return c.render(<ConferencesPage {...props} />, {
      title: 'Conferences',
      description: 'Conferences by month, topic and place, and those that can be followed online.',
      noindex: after !== undefined || Object.values(filter).some(Boolean),
    })
  },
)

/** An empty list is an answer; one for a topic or a place that there is not, is a wrong address. */
function mustExist({ topic, place }: ConferenceFilter, choices: Omit<FilterChoices, 'months'>) {
  const among = (items: readonly { slug: string }[]) => (slug: string | undefined) =>
    slug === undefined || items.some((item) => item.slug === slug)
  if (!among(choices.topics)(topic)) throw notFound(`The topic ${topic}`)
  if (!among([...choices.countries, ...choices.cities])(place)) throw notFound(`The place ${place}`)
}

/** Those with something to come, the busiest of them, in the order of the alphabet. */
function offered({ months, topics, countries, cities }: FilterChoices): FilterChoices {
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
    months,
    topics: busiest(topics, TOPICS_OFFERED),
    countries: busiest(countries, PLACES_OFFERED),
    cities: busiest(cities, PLACES_OFFERED),
  }
}

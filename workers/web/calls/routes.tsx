import { Hono } from 'hono'
import * as z from 'zod'
import { callKinds } from '#db/schema/index.ts'
import { callCursor } from '#functions/calls/call-cursor.ts'
import { listCalls } from '#functions/calls/call-list.ts'
import { getEventCalls } from '#functions/calls/event-calls.ts'
import { notFound } from '#functions/errors.ts'
import { findMovedEvent } from '#functions/events/queries.ts'
import { type CallFilter, paths } from '#functions/paths.ts'
import { listPlaces } from '#functions/places/queries.ts'
import { listTopics } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import type { ListChoices } from '../components/filter-fields.tsx'
import { preloadViewer } from '../components/find-reader.ts'
import { findOr, slugParam, slugQuery } from '../components/slug-param.ts'
import { CallsPage } from './calls-page.tsx'
import { EventCallsPage } from './event-calls-page.tsx'

const query = z
  .object({
    kind: z.enum(callKinds),
    topic: slugQuery,
    place: slugQuery,
    travel: z.literal('1'),
    closing: z.literal('soon'),
    after: callCursor,
  })
  .partial()

export const callRoutes = new Hono<AppEnv>()
  .get('/calls/', knownQuery(query), async (c) => {
    const { deps, tags } = c.var
    const now = deps.now()
    const { after, ...filter } = c.req.valid('query')
    const { kind, topic, place, travel, closing } = filter
    const asked = {
      kind,
      topic,
      place,
      paysTravel: travel === '1',
      closingSoon: closing === 'soon',
    }
    const [page, topics, { countries, cities }] = await Promise.all([
      listCalls(deps.read, { ...asked, now, after }),
      listTopics(deps.read),
      listPlaces(deps.read),
      preloadViewer(c),
    ])
    const choices = { topics, countries, cities }
    if (page.calls.length === 0) mustExist(filter, choices)
    tags.add('calls')
    const onward = after !== undefined
    return c.render(<CallsPage {...{ filter, choices, page, onward, now }} />, {
      title: 'Calls',
      description:
        'Conferences that look for speakers, papers, workshops, volunteers and sponsors, by deadline.',
      noindex: onward || Object.values(filter).some(Boolean),
    })
  })
  .get('/:year{[0-9]{4}}/:slug/calls/', async (c) => {
    const { deps, tags } = c.var
    const given = c.req.param('slug')
    const ref = { year: Number(c.req.param('year')), slug: slugParam(given, 'This event') }
    if (given !== ref.slug) return redirect(c, paths.eventCalls(ref), 301)
    const [found] = await Promise.all([
      findOr(getEventCalls(deps.read, ref), () => findMovedEvent(deps.read, ref)),
      preloadViewer(c),
    ])
    if ('moved' in found) return redirect(c, paths.eventCalls(found.moved), 301)
    tags.add(`event-${found.event.id}`)
    return c.render(<EventCallsPage {...found} now={deps.now()} />, {
      title: `Calls of ${found.event.name}`,
      description: `Whom ${found.event.name} is looking for, and until when.`,
      noindex: found.calls.length === 0,
    })
  })

/** An empty list is an answer; one for a topic or a place that there is not, is a wrong address. */
function mustExist({ topic, place }: CallFilter, { topics, countries, cities }: ListChoices) {
  const among = (items: readonly { slug: string }[], one: string) =>
    items.some((item) => item.slug === one)
  if (topic && !among(topics, topic)) throw notFound(`The topic ${topic}`)
  if (place && !among([...countries, ...cities], place)) throw notFound(`The place ${place}`)
}

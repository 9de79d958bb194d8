import { Hono } from 'hono'
import { findMovedEvent, getEvent } from '#functions/events/queries.ts'
import { paths } from '#functions/paths.ts'
import { shortDates } from '#functions/time/format-dates.ts'
import type { AppEnv } from '../../app-env.ts'
import { redirect } from '../../redirect.ts'
import { findReader } from '../components/find-reader.ts'
import { placeText } from '../components/place-name.tsx'
import { findOr, slugParam } from '../components/slug-param.ts'
import { eventJsonLd } from './event-json-ld.ts'
import { EventPage } from './event-page.tsx'

export const eventRoutes = new Hono<AppEnv>().get('/:year{[0-9]{4}}/:slug/', async (c) => {
  const { deps, tags } = c.var
  const given = c.req.param('slug')
  const ref = { year: Number(c.req.param('year')), slug: slugParam(given, 'This event') }
  if (given !== ref.slug) return redirect(c, paths.event(ref), 301)

  const [found, reader] = await Promise.all([
    findOr(getEvent(deps.read, ref), () => findMovedEvent(deps.read, ref)),
    findReader(c),
  ])
  if ('moved' in found) return redirect(c, paths.event(found.moved), 301)

  tags.add(`event-${found.id}`)
  const where = found.place ? placeText(found.place) : 'online'
  return c.render(<EventPage event={found} reader={reader} />, {
    title: `${found.name}, ${shortDates(found)}`,
    description:
      found.tagline ?? `${found.name}: ${shortDates(found)}, ${where}. See who is going.`,
    jsonLd: eventJsonLd(found, deps.config.origin),
    canonical: paths.event(found),
  })
})

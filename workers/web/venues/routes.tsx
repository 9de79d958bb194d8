import { Hono } from 'hono'
import { paths } from '#functions/paths.ts'
import { getVenue } from '#functions/venues/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery, listQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { findReader } from '../components/find-reader.ts'
import { placeText } from '../components/place-name.tsx'
import { slugParam } from '../components/slug-param.ts'
import { venueJsonLd } from './venue-json-ld.ts'
import { VenuePage } from './venue-page.tsx'

export const venueRoutes = new Hono<AppEnv>().get(
  '/venues/:city/:slug/',
  knownQuery(listQuery),
  async (c) => {
    const { deps, tags } = c.var
    const given = c.req.param()
    const city = slugParam(given.city, 'This city')
    const slug = slugParam(given.slug, 'This venue')
    if (given.city !== city || given.slug !== slug)
      return redirect(c, paths.venue({ city, slug }), 301)

    const { after } = c.req.valid('query')
    const [{ venue, upcoming, past }, reader] = await Promise.all([
      getVenue(deps.read, { city, slug }, { now: deps.now(), after }),
      findReader(c),
    ])
    tags.add(`venue-${venue.id}`)
    return c.render(
      <VenuePage {...{ venue, upcoming, past, reader }} onward={after !== undefined} />,
      {
        title: `${venue.name}, ${venue.city.name}`,
        description: `What takes place at ${venue.name} in ${placeText(venue.place)}, and how to get there.`,
        jsonLd: {
          '@context': 'https://schema.org',
          ...venueJsonLd(venue, venue.place, deps.config.origin),
        },
        noindex: after !== undefined,
      },
    )
  },
)

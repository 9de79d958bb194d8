import { paths } from '#functions/paths.ts'
import { getVenue } from '#functions/venues/queries.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { placeText } from '../components/place-name.tsx'
import { slugParam } from '../components/slug-param.ts'
import { page } from '../page.ts'
import { venueJsonLd } from './venue-json-ld.ts'
import { VenuePage } from './venue-page.tsx'

export const venueRoutes = page({
  route: '/venues/:city/:slug/',
  read: ({ city, slug }) => ({
    city: slugParam(city, 'This city'),
    slug: slugParam(slug, 'This venue'),
  }),
  path: paths.venue,
  query: listQuery,
  find: ({ deps, ref, now, query }) => getVenue(deps.read, ref, { now, after: query.after }),
  tag: ({ venue }) => `venue-${venue.id}`,
  html: ({ venue, upcoming, past }, { onward, reader, deps }) => ({
    title: `${venue.name}, ${venue.city.name}`,
    description: `What takes place at ${venue.name} in ${placeText(venue.place)}, and how to get there.`,
    jsonLd: {
      '@context': 'https://schema.org',
      ...venueJsonLd(venue, venue.place, deps.config.origin),
    },
    content: <VenuePage {...{ venue, upcoming, past, reader, onward }} />,
  }),
})

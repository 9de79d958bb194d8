import { Hono } from 'hono'
import { paths } from '#functions/paths.ts'
import { getPlace, listPlaces } from '#functions/places/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { slugParam } from '../components/slug-param.ts'
import { listPage, page } from '../page.ts'
import { type PlaceCut, PlacePage, placeCutPath, placeTitle } from './place-page.tsx'
import { PlacesPage } from './places-page.tsx'

const list = listPage({
  path: paths.places(),
  tag: 'places',
  find: ({ deps }) => listPlaces(deps.read),
  html: (places) => ({
    title: 'Places',
    description: 'Where conferences take place: countries and the busiest cities.',
    content: <PlacesPage {...places} />,
  }),
})

/** What takes place there, in one cut. */
const placePage = (route: '/places/:place/' | '/places/:place/past/', cut: PlaceCut) =>
  page({
    route,
    read: ({ place }) => ({ slug: slugParam(place, 'This place') }),
    path: ({ slug }) => placeCutPath(slug, cut),
    query: listQuery,
    find: ({ deps, ref, now, query: { after } }) =>
      getPlace(deps.read, ref.slug, { when: cut, now, after }),
    tag: (_, { slug }) => `place-${slug}`,
    html: (found, { onward, reader }) => {
      const title = placeTitle(found.place, cut)
      return {
        title,
        description: `${title}: when, what about, and who is going.`,
        content: <PlacePage {...found} {...{ cut, onward, reader }} />,
      }
    },
  })

export const placeRoutes = new Hono<AppEnv>()
  .route('/', list)
  .route('/', placePage('/places/:place/', 'upcoming'))
  .route('/', placePage('/places/:place/past/', 'past'))

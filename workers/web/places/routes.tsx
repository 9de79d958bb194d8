import { type Context, Hono } from 'hono'
import { getPlace, listPlaces } from '#functions/places/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery, listQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { findReader, preloadViewer } from '../components/find-reader.ts'
import { slugParam } from '../components/slug-param.ts'
import { type PlaceCut, PlacePage, placeCutPath, placeTitle } from './place-page.tsx'
import { PlacesPage } from './places-page.tsx'

export const placeRoutes = new Hono<AppEnv>()
  .get('/places/', async (c) => {
    const { deps, tags } = c.var
    const [places] = await Promise.all([listPlaces(deps.read), preloadViewer(c)])
    tags.add('places')
    return c.render(<PlacesPage {...places} />, {
      title: 'Places',
      description: 'Where conferences take place: countries and the busiest cities.',
    })
  })
  .get('/places/:place/', knownQuery(listQuery), (c) =>
    renderPlace(c, c.req.param('place'), { cut: 'upcoming', ...c.req.valid('query') }),
  )
  .get('/places/:place/past/', knownQuery(listQuery), (c) =>
    renderPlace(c, c.req.param('place'), { cut: 'past', ...c.req.valid('query') }),
  )

type Part = { cut: PlaceCut; after?: string | undefined }

async function renderPlace(c: Context<AppEnv>, given: string, { cut, after }: Part) {
  const { deps, tags } = c.var
  const slug = slugParam(given, 'This place')
  if (given !== slug) return redirect(c, placeCutPath(slug, cut), 301)

  const [{ page, ...found }, reader] = await Promise.all([
    getPlace(deps.read, slug, { when: cut, now: deps.now(), after }),
    findReader(c),
  ])
  tags.add(`place-${slug}`)
  const title = placeTitle(found.place, cut)
  const props = { ...found, cut, reader, page, onward: Boolean(after) }
  return c.render(<PlacePage {...props} />, {
    title,
    description: `${title}: when, what about, and who is going.`,
    noindex: Boolean(after),
  })
}

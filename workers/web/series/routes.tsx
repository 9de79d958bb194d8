import { Hono } from 'hono'
import * as z from 'zod'
import { paths } from '#functions/paths.ts'
import { getSeries, listSeries } from '#functions/series/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery, listQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { findReader, preloadViewer } from '../components/find-reader.ts'
import { slugParam } from '../components/slug-param.ts'
import { seriesJsonLd } from './series-json-ld.ts'
import { SeriesListPage } from './series-list-page.tsx'
import { SeriesPage } from './series-page.tsx'

/** A slug, or a letter to begin at. */
const query = z.object({
  after: z
    .string()
    .regex(/^[a-z0-9-]{1,200}$/)
    .optional(),
})

export const seriesRoutes = new Hono<AppEnv>()
  .get('/series/', knownQuery(query), async (c) => {
    const { deps, tags } = c.var
    const { after } = c.req.valid('query')
    const [list] = await Promise.all([
      listSeries(deps.read, { now: deps.now(), after }),
      preloadViewer(c),
    ])
    tags.add('series')
    const onward = after !== undefined
    return c.render(<SeriesListPage list={list} onward={onward} />, {
      title: 'Series',
      description: 'Conferences and meetups through the years, from A to Z.',
      noindex: onward,
    })
  })
  .get('/series/:slug/', knownQuery(listQuery), async (c) => {
    const { deps, tags } = c.var
    const given = c.req.param('slug')
    const slug = slugParam(given, 'This series')
    if (given !== slug) return redirect(c, paths.series(slug), 301)

    const { after } = c.req.valid('query')
    const [found, reader] = await Promise.all([
      getSeries(deps.read, slug, { now: deps.now(), after }),
      findReader(c),
    ])
    const { series } = found
    tags.add(`series-${series.id}`)
    const onward = after !== undefined
    return c.render(<SeriesPage {...found} onward={onward} reader={reader} />, {
      title: series.name,
      description: `${series.name} through the years: what is next, who speaks, and what was.`,
      jsonLd: seriesJsonLd(found, deps.config.origin),
      noindex: onward,
    })
  })

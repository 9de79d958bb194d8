import { Hono } from 'hono'
import * as z from 'zod'
import { paths } from '#functions/paths.ts'
import { getSeries, listSeries } from '#functions/series/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { slugParam } from '../components/slug-param.ts'
import { listPage, page } from '../page.ts'
import { seriesJsonLd } from './series-json-ld.ts'
import { SeriesListPage } from './series-list-page.tsx'
import { SeriesPage } from './series-page.tsx'

const list = listPage({
  path: paths.seriesList(),
  tag: 'series',
  /** A slug, or a letter to begin at. */
  query: z.object({ after: z.string().regex(/^[a-z0-9-]{1,200}$/) }).partial(),
  find: ({ deps, now, query }) => listSeries(deps.read, { now, after: query.after }),
  html: (list, { onward }) => ({
    title: 'Series',
    description: 'Conferences and meetups through the years, from A to Z.',
    content: <SeriesListPage list={list} onward={onward} />,
  }),
})

const one = page({
  route: '/series/:slug/',
  read: ({ slug }) => ({ slug: slugParam(slug, 'This series') }),
  path: ({ slug }) => paths.series(slug),
  query: listQuery,
  find: ({ deps, ref, now, query }) => getSeries(deps.read, ref.slug, { now, after: query.after }),
  tag: ({ series }) => `series-${series.id}`,
  html: (found, { onward, reader, deps }) => ({
    title: found.series.name,
    description: `${found.series.name} through the years: what is next, who speaks, and what was.`,
    jsonLd: seriesJsonLd(found, deps.config.origin),
    content: <SeriesPage {...found} {...{ onward, reader }} />,
  }),
})

export const seriesRoutes = new Hono<AppEnv>().route('/', list).route('/', one)

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { coverageKindNames, findKind } from '#functions/coverage/kinds.ts'
import { coverageCursor, getEventCoverage, listCoverage } from '#functions/coverage/queries.ts'
import { notFound } from '#functions/errors.ts'
import { findMovedEvent } from '#functions/events/queries.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { preloadViewer } from '../components/find-reader.ts'
import { findOr, slugParam } from '../components/slug-param.ts'
import { CoveragePage } from './coverage-page.tsx'
import { EventCoveragePage } from './event-coverage-page.tsx'

const query = z.object({ after: coverageCursor }).partial()
const OF_EVENT = '/:year{[0-9]{4}}/:slug/coverage/'

export const coverageRoutes = new Hono<AppEnv>()
  .get('/coverage/', knownQuery(query), (c) => renderCoverage(c, c.req.valid('query')))
  .get('/coverage/:kind/', knownQuery(query), (c) =>
    renderCoverage(c, { ...c.req.param(), ...c.req.valid('query') }),
  )
  .get(OF_EVENT, knownQuery(query), (c) =>
    renderEventCoverage(c, { ...c.req.param(), ...c.req.valid('query') }),
  )
  .get(`${OF_EVENT}:kind/`, knownQuery(query), (c) =>
    renderEventCoverage(c, { ...c.req.param(), ...c.req.valid('query') }),
  )

type Part = { kind?: string; after?: string | undefined }

async function renderCoverage(c: Context<AppEnv>, { kind: name, after }: Part) {
  const { deps, tags } = c.var
  const kind = readKind(name)
  const [page] = await Promise.all([listCoverage(deps.read, { kind, after }), preloadViewer(c)])
  tags.add('coverage')
  const title = kind ? `${coverageKindNames[kind].title} from conferences` : 'Coverage'
  const onward = after !== undefined
  return c.render(<CoveragePage {...{ page, kind, onward }} now={deps.now()} />, {
    title,
    description: 'Videos, slides, write-ups and more from conferences, newest first.',
    noindex: onward,
  })
}

async function renderEventCoverage(
  c: Context<AppEnv>,
  { kind: name, after, ...given }: Part & { year: string; slug: string },
) {
  const { deps, tags } = c.var
  const ref = { year: Number(given.year), slug: slugParam(given.slug, 'This event') }
  const kind = readKind(name)
  if (given.slug !== ref.slug) return redirect(c, paths.eventCoverage(ref, kind), 301)
  const [found] = await Promise.all([
    findOr(getEventCoverage(deps.read, ref, { kind, after }), () => findMovedEvent(deps.read, ref)),
    preloadViewer(c),
  ])
  if ('moved' in found) return redirect(c, paths.eventCoverage(found.moved, kind), 301)
  const { event, ...page } = found
  tags.add(`event-${event.id}`)
  const onward = after !== undefined
  const what = kind ? coverageKindNames[kind].title : 'Coverage'
  return c.render(<EventCoveragePage {...{ event, page, kind, onward }} now={deps.now()} />, {
    title: `${what} of ${event.name}`,
    description: `What there is to watch, hear and read of ${event.name}.`,
    noindex: onward || page.items.length === 0,
  })
}

function readKind(name: string | undefined) {
  if (name === undefined) return undefined
  const kind = findKind(name)
  if (kind) return kind
  throw notFound(`Such a kind of coverage`)
}

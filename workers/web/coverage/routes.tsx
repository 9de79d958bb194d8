import { Hono } from 'hono'
import * as z from 'zod'
import { coverageKindNames, findKind } from '#functions/coverage/kinds.ts'
import { coverageCursor, getEventCoverage, listCoverage } from '#functions/coverage/queries.ts'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { pageOfEvent, readEventRef } from '../events/event-scope.ts'
import { page } from '../page.ts'
import { CoveragePage } from './coverage-page.tsx'
import { EventCoveragePage } from './event-coverage-page.tsx'

const query = z.object({ after: coverageCursor }).partial()

/** Of all kinds, or of the one that the path names. */
const list = (route: '/coverage/' | '/coverage/:kind/') =>
  page({
    route,
    query,
    read: readKind,
    path: ({ kind }) => paths.coverage(kind),
    find: ({ deps, ref, query }) => listCoverage(deps.read, { ...ref, ...query }),
    tag: () => 'coverage',
    html: (page, { ref: { kind }, onward, now }) => ({
      title: kind ? `${coverageKindNames[kind].title} from conferences` : 'Coverage',
      description: 'Videos, slides, write-ups and more from conferences, newest first.',
      content: <CoveragePage {...{ page, kind, onward, now }} />,
    }),
  })

const ofEvent = (part: 'coverage/' | 'coverage/:kind/') =>
  pageOfEvent(part, {
    query,
    read: (params) => ({ ...readEventRef(params), ...readKind(params) }),
    path: ({ kind, ...ref }) => paths.eventCoverage(ref, kind),
    find: ({ deps, ref: { kind, ...ref }, query: { after } }) =>
      getEventCoverage(deps.read, ref, { kind, after }),
    html: ({ event, ...page }, { ref: { kind }, onward, now }) => ({
      title: `${kind ? coverageKindNames[kind].title : 'Coverage'} of ${event.name}`,
      description: `What there is to watch, hear and read of ${event.name}.`,
      noindex: onward || page.items.length === 0,
      content: <EventCoveragePage {...{ event, page, kind, onward, now }} />,
    }),
  })

export const coverageRoutes = new Hono<AppEnv>()
  .route('/', list('/coverage/'))
  .route('/', list('/coverage/:kind/'))
  .route('/', ofEvent('coverage/'))
  .route('/', ofEvent('coverage/:kind/'))

function readKind({ kind: name }: { readonly kind?: string }) {
  if (name === undefined) return { kind: undefined }
  const kind = findKind(name)
  if (kind === null) throw notFound('Such a kind of coverage')
  return { kind }
}

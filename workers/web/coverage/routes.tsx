import { Hono } from 'hono'
import * as z from 'zod'
import { type CoverageScope, getCoverageOf } from '#functions/coverage/coverage-of.ts'
import { coverageKindNames, findKind } from '#functions/coverage/kinds.ts'
import { coverageCursor, getEventCoverage, listCoverage } from '#functions/coverage/queries.ts'
import type { Deps } from '#functions/deps.ts'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { findMovedPerson } from '#functions/people/queries.ts'
import { findTopicBySynonym } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { slugParam } from '../components/slug-param.ts'
import { pageOfEvent, readEventRef } from '../events/event-scope.ts'
import { page } from '../page.ts'
import { CoveragePage } from './coverage-page.tsx'
import { EventCoveragePage } from './event-coverage-page.tsx'

const query = z.object({ after: coverageCursor }).partial()
const titleOf = (kind: ReturnType<typeof readKind>['kind']) =>
  kind ? coverageKindNames[kind].title : 'Coverage'

/** Of all kinds, or of the one that the path names. */
const list = (route: '/coverage/' | '/coverage/:kind/') =>
  page({
    route,
    query,
    read: readKind,
    path: ({ kind }) => paths.coverage(kind),
    find: ({ deps, ref, query }) => listCoverage(deps.read, { ...ref, ...query }),
    tag: () => 'coverage',
    html: (page, { ref: { kind }, onward, reader }) => ({
      title: kind ? `${titleOf(kind)} from conferences` : 'Coverage',
      description: 'Videos, slides, write-ups and more from conferences, newest first.',
      content: (
        <CoveragePage
          {...{ page, kind, onward, reader, title: titleOf(kind), href: paths.coverage }}
          {...(kind && { crumb: { href: paths.coverage(), name: 'Coverage' } })}
          lead="What there is to watch, hear and read afterwards, with what was added last on top."
        />
      ),
    }),
  })

type Kept = { readonly scope: CoverageScope; readonly slug: string }

const scopes: Readonly<Record<string, CoverageScope>> = {
  people: 'person',
  series: 'series',
  topics: 'topic',
}

/** Its own page, and where it has moved to. */
const kept = {
  person: { page: paths.person, findMoved: findMovedPerson },
  series: { page: paths.series, findMoved: async () => null },
  topic: { page: paths.topic, findMoved: findTopicBySynonym },
} satisfies Record<
  CoverageScope,
  {
    page: (slug: string) => string
    findMoved: (db: Deps['read'], slug: string) => Promise<string | null>
  }
>

const SCOPE = '/:scope{people|series|topics}/:slug/coverage/'

/** Of a person, a series or a topic. A purge of all coverage is one of it. */
const ofScope = (route: typeof SCOPE | `${typeof SCOPE}:kind/`) =>
  page({
    route,
    query: listQuery,
    read: ({ scope = '', slug, ...params }): Kept & ReturnType<typeof readKind> => ({
      scope: scopes[scope.toLowerCase()] ?? 'topic',
      slug: slugParam(slug, 'This page'),
      ...readKind(params),
    }),
    path: ({ scope, slug, kind }) => paths.coverageOf(scope, slug, kind),
    find: ({ deps, ref: { scope, slug, kind }, query: { after } }) =>
      getCoverageOf(deps.read, scope, slug, { kind, after }),
    elsewhere: async ({ deps, ref }) => {
      const slug = await kept[ref.scope].findMoved(deps.read, ref.slug)
      return slug === null ? null : { ...ref, slug }
    },
    tag: () => 'coverage',
    html: ({ of, ...page }, { ref: { scope, kind }, onward, reader }) => ({
      title: `${titleOf(kind)} of ${of.name}`,
      description: `${titleOf(kind)} of ${of.name} to watch, hear and read.`,
      noindex: onward || page.items.length === 0,
      content: (
        <CoveragePage
          {...{ page, kind, onward, reader, title: `${of.name}: ${titleOf(kind)}` }}
          crumb={{ href: kept[scope].page(of.slug), name: of.name }}
          lead="The newest events first."
          href={(one) => paths.coverageOf(scope, of.slug, one)}
        />
      ),
    }),
  })

const ofEvent = (part: 'coverage/' | 'coverage/:kind/') =>
  pageOfEvent(part, {
    query,
    read: (params) => ({ ...readEventRef(params), ...readKind(params) }),
    path: ({ kind, ...ref }) => paths.eventCoverage(ref, kind),
    find: ({ deps, ref: { kind, ...ref }, query: { after } }) =>
      getEventCoverage(deps.read, ref, { kind, after }),
    html: ({ event, ...page }, { ref: { kind }, onward, reader }) => ({
      title: `${titleOf(kind)} of ${event.name}`,
      description: `What there is to watch, hear and read of ${event.name}.`,
      noindex: onward || page.items.length === 0,
      content: <EventCoveragePage {...{ event, page, kind, onward, reader }} />,
    }),
  })

export const coverageRoutes = new Hono<AppEnv>()
  .route('/', list('/coverage/'))
  .route('/', list('/coverage/:kind/'))
  .route('/', ofScope(SCOPE))
  .route('/', ofScope(`${SCOPE}:kind/`))
  .route('/', ofEvent('coverage/'))
  .route('/', ofEvent('coverage/:kind/'))

function readKind({ kind: name }: { readonly kind?: string }) {
  if (name === undefined) return { kind: undefined }
  const kind = findKind(name.toLowerCase())
  if (kind === null) throw notFound('Such a kind of coverage')
  return { kind }
}

import * as z from 'zod'
import { documentKinds } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { search, searchCursor } from '#functions/search/queries.ts'
import { MAX_QUERY_CHARS, normalizeQuery } from '#functions/search/search-query.ts'
import { listPage } from '../page.ts'
import { SearchPage } from './search-page.tsx'

const query = z
  .object({
    q: z
      .string()
      .max(MAX_QUERY_CHARS)
      .regex(/^\P{Cc}*$/u),
    kind: z.enum(documentKinds),
    after: searchCursor,
  })
  .partial()
type Query = z.output<typeof query>

/** Never indexed by search engines: there are as many as there are texts. */
export const searchRoutes = listPage({
  path: paths.search(),
  tag: 'search',
  query,
  normalized,
  find: ({ deps, now, query: { q = '', kind, after } }) =>
    search(deps.read, { q, kind, after, now }),
  html: (found, { query: { q = '', kind }, reader, onward }) => ({
    title: q === '' ? 'Search' : `Search for “${q}”`,
    description: 'Find conferences, talks and people by their words.',
    content: <SearchPage {...{ q, kind, found, reader, onward }} />,
  }),
})

/** One spelling of what finds the same, which the cache keeps once. */
function normalized({ q, kind, after }: Query): string | null {
  const normal = normalizeQuery(q ?? '')
  // Of nothing there are no kinds and no pages.
  if (normal === '') return q === undefined && !kind && !after ? null : paths.search()
  const list = paths.search({ q: normal, kind })
  const isSpelledSo = normal === q && (after === undefined || kind !== undefined)
  if (isSpelledSo) return null
  return after === undefined || kind === undefined ? list : paths.after(list, after)
}

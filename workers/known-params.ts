import type { KnownParams } from './gateway/canonical-url.ts'
import { paramsOf } from './middleware/known-query.ts'
import { publicRoutes } from './public-routes.ts'

/**
 * The query parameters that the page at this path knows, as its route declares them
 * (`middleware/known-query.ts`). None where there is no page.
 */
export function knownParams(path: string): KnownParams {
  const [matched] = publicRoutes.router.match('GET', path)
  // The first route that matches is the one that answers; later ones may match as well.
  const answers = matched[0]?.[0][1].path
  const handlers = matched.map(([handler]) => handler).filter(([, route]) => route.path === answers)
  return new Map(handlers.flatMap(([handler]) => [...paramsOf(handler)]))
}

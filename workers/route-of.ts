import { patternOf } from './route-pattern.ts'
import { site } from './site.ts'

/** The name of the route that answers a request, for the log. Public pages are routes of the site too. */
export function routeOf({ method, url }: Request): string | null {
  const [matched] = site.router.match(method === 'HEAD' ? 'GET' : method, new URL(url).pathname)
  return patternOf(matched.map(([[, route]]) => route))
}

import { log } from '#functions/log.ts'
import type { Report } from './incidents/reports.ts'
import { patternOf } from './route-pattern.ts'
import { plainAnswer } from './safe-headers.ts'
import { site } from './site.ts'

/**
 * Answers a request, and logs one line about it from what its answer says of itself. Hits and what
 * nothing was timed for, assets and refusals, have none: they are many, and the platform counts them.
 * An error that nobody made an answer of becomes a plain 500 here, logged and reported like any other.
 */
export async function logged(
  request: Request,
  { origin, report }: { origin: string; report: (report: Report) => void },
  answer: () => Promise<Response>,
): Promise<Response> {
  const startedAtMs = Date.now()
  try {
    const response = await answer()
    const { headers } = response
    if (headers.has('server-timing')) logRequest(request, response, Date.now() - startedAtMs)
    return response
  } catch (error) {
    const requestId = crypto.randomUUID()
    const asked = { method: request.method, route: routeOf(request) }
    log.error('a request failed before it had a page', { requestId, ...asked }, error)
    const text = `A request could not be answered: ${asked.method} ${asked.route}, request ${requestId}`
    report({ kind: 'unexpected-error', text })
    const sorry = `Something went wrong on our side. The number of this request is ${requestId}`
    return plainAnswer(sorry, { status: 500, requestId, origin })
  }
}

function logRequest(request: Request, { status, headers }: Response, ms: number) {
  const trips = /\bdb;desc="(\d+)";dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')
  log.info('request', {
    requestId: headers.get('x-request-id'),
    method: request.method,
    route: routeOf(request),
    status,
    cache: headers.get('x-cache'),
    ...(trips && { trips: Number(trips[1]), tripsMs: Number(trips[2]) }),
    ms,
  })
}

/** Public pages are routes of the site too. */
function routeOf({ method, url }: Request) {
  const [matched] = site.router.match(method === 'HEAD' ? 'GET' : method, new URL(url).pathname)
  return patternOf(matched.map(([[, route]]) => route))
}

import { log } from '#functions/log.ts'
import type { Report } from './incidents/report.ts'
import { plainAnswer } from './safe-headers.ts'

type LogContext = {
  origin: string
  report: (report: Report) => void
  /** The name of the route that answers a request, or null where none does. */
  findRoute: (request: Request) => Promise<string | null>
  keepAlive: (work: Promise<unknown>) => void
}

/**
 * Answers a request, and logs one line about it from what its answer says of itself. Hits and what
 * nothing was timed for, assets and refusals, have none: they are many, and the platform counts them.
 * An error that nobody made an answer of becomes a plain 500 here, logged and reported like any other.
 * No answer waits for its line, which names a route: an isolate may have to load them for it.
 */
export async function logged(
  request: Request,
  { origin, keepAlive, ...context }: LogContext,
  answer: () => Promise<Response>,
): Promise<Response> {
  const startedAtMs = Date.now()
  try {
    const response = await answer()
    if (response.headers.has('server-timing'))
      keepAlive(logRequest(request, response, Date.now() - startedAtMs, context))
    return response
  } catch (error) {
    const requestId = crypto.randomUUID()
    keepAlive(logError(request, requestId, error, context))
    const sorry = `Something went wrong on our side. The number of this request is ${requestId}`
    return plainAnswer(sorry, { status: 500, requestId, origin })
  }
}

type Finding = Omit<LogContext, 'origin' | 'keepAlive'>

async function logRequest(
  request: Request,
  { status, headers }: Response,
  ms: number,
  { findRoute }: Finding,
) {
  const trips = /\bdb;desc="(\d+)";dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')
  log.info('request', {
    requestId: headers.get('x-request-id'),
    method: request.method,
    route: await findRoute(request).catch(() => null),
    status,
    cache: headers.get('x-cache'),
    ...(trips && { trips: Number(trips[1]), tripsMs: Number(trips[2]) }),
    ms,
  })
}

async function logError(
  request: Request,
  requestId: string,
  error: unknown,
  { findRoute, report }: Finding,
) {
  // What failed may be the same that the routes cannot be had for: it is logged in any case.
  const asked = { method: request.method, route: await findRoute(request).catch(() => null) }
  log.error('a request failed before it had a page', { requestId, ...asked }, error)
  const text = `A request could not be answered: ${asked.method} ${asked.route}, request ${requestId}`
  report({ kind: 'unexpected-error', text })
}

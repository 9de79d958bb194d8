import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { matchedRoutes } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isUnreachable } from '#db/failures.ts'
import { DomainError, type ErrorCode } from '#functions/errors.ts'
import { log } from '#functions/log.ts'
import type { AppEnv } from './app-env.ts'
import { auditError } from './audit-refusal.ts'
import { wantsJson } from './gateway/answer-page.ts'
import { canonicalRedirect } from './gateway/canonical-url.ts'
import { isAnybodyTold } from './incidents/channels.ts'
import { redirect } from './redirect.ts'
import { patternOf } from './route-pattern.ts'
import { ErrorPage } from './web/errors/error-page.tsx'

const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  malformed: 400,
  sign_in_required: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
}

const titleOf: Partial<Record<number, string>> = {
  400: 'We could not read that',
  401: 'Sign in first',
  403: 'That is not allowed',
  404: 'Not found',
  409: 'That clashes with something',
  410: 'Gone',
  413: 'That is too large',
  422: 'Something is not right yet',
  429: 'Too many tries',
  503: 'Back in a moment',
}

/** Gives the answer an error's status, and writes it into the audit log: for a page that says the rest itself. */
export function setErrorStatus(c: Context<AppEnv>, error: DomainError): void {
  auditError(c, error)
  if (error.retryAfterS !== undefined) c.header('Retry-After', String(error.retryAfterS))
  c.status(statusOf[error.code])
}

/** The only place an error becomes a response. */
export const errorToResponse: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof DomainError) {
    setErrorStatus(c, error)
    if (error.code === 'unavailable' && error.cause) logFailure(error, c)
    return explain(c, statusOf[error.code], error.message)
  }
  if (error instanceof HTTPException) return explain(c, error.status, error.message)
  if (isUnreachable(error)) {
    // The server's failure, not this code's: where it was asked from says nothing, and there may be many.
    const reason = error.cause instanceof Error ? error.cause.message : error.message
    log.warn('no database could answer', { ...askedIn(c), reason })
    c.header('Retry-After', '30')
    return explain(c, 503, 'We cannot reach our database just now. Try again in half a minute')
  }
  logFailure(error, c)
  const { method, route, requestId } = askedIn(c)
  const text = `A request failed with an error that nobody expected: ${method} ${route ?? 'no route'}, request ${requestId}`
  c.env.report({ kind: 'unexpected-error', text })
  const notice = isAnybodyTold(c.get('settings') ?? {}) ? '. We have been told' : ''
  return explain(c, 500, `Something went wrong on our side${notice}`)
}

export const notFoundToResponse: NotFoundHandler<AppEnv> = (c) => {
  const { pathname, search } = new URL(c.req.url)
  const elsewhere = c.req.method === 'GET' ? canonicalRedirect(pathname + search) : null
  if (elsewhere) return redirect(c, elsewhere, 301)
  return explain(c, 404, 'There is no page at this address')
}

/** HTML for people; problem details (RFC 9457) for whoever asked for JSON. */
function explain(c: Context<AppEnv>, status: number, message: string) {
  const title = titleOf[status] ?? 'Something went wrong'
  // What is not there is kept, and shown to others: an id would be that of whoever asked first.
  const requestId = status >= 500 ? c.get('requestId') : undefined
  c.header('Cache-Control', 'private, no-store')
  c.status(status as ContentfulStatusCode)
  if (wantsJson(c.req.header('accept') ?? '')) {
    c.header('Content-Type', 'application/problem+json')
    return c.body(
      JSON.stringify({ type: 'about:blank', title, status, detail: message, requestId }),
    )
  }
  return c.render(<ErrorPage {...{ status, title, message, requestId }} />, {
    title,
    noindex: true,
  })
}

/** Once for each error that nobody expected. The id is the one that the page shows. */
const logFailure = (error: Error, c: Context<AppEnv>) =>
  log.error('a request failed', askedIn(c), error)

/** What the log says of a request: which one, and nothing of who asked. */
const askedIn = (c: Context<AppEnv>) => ({
  requestId: c.get('requestId'),
  method: c.req.method,
  route: patternOf(matchedRoutes(c)),
})

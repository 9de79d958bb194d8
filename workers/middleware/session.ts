import { createMiddleware } from 'hono/factory'
import { isUnreachable } from '#db/failures.ts'
import { checkAuthSession } from '#functions/accounts/check-auth-session.ts'
import { getViewer, type Viewer } from '#functions/attendances/queries.ts'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { clearSession, readSession, writeSession } from './session-cookie.ts'

/** A session that was ended elsewhere may go on reading for this long. Writing, it may not at all. */
const RECHECK_MS = 10 * 60_000

/**
 * Says who is signed in: sets `c.var.account`, `c.var.actor` and `c.var.viewer` from the cookie alone,
 * without asking anyone. A cookie that is forged, torn or expired means signed out, and is cleared; so
 * is one whose session a write found to have ended. Comes before whatever wants to know who asks.
 */
export const session = createMiddleware<AppEnv>(async (c, next) => {
  const found = await readSession(c, new Date())
  if (found === 'refused') {
    auditRefusal(c, 'session-not-valid')
    clearSession(c)
  }
  const signedIn = found === 'refused' ? null : found
  c.set('session', signedIn)
  if (signedIn) {
    const { sessionId, accountId, personId } = signedIn
    const account = { sessionId, accountId }
    c.set('account', account)
    c.set('actor', personId ? { ...account, personId } : null)
    let viewer: Promise<Viewer | null> | undefined
    c.set('viewer', () => {
      viewer ??= getViewer(c.var.deps.read, { account })
      return viewer
    })
  }
  await next()
  const ended = c.error instanceof DomainError && c.error.code === 'sign_in_required'
  if (signedIn && ended && c.var.session === signedIn) clearSession(c)
})

/**
 * Every ten minutes asks the database, while the page asks for its own rows, whether the session is
 * still there, and renews the cookie. If it is not, the page that was made is not shown: the browser
 * comes again, signed out. Comes after `session` and after what sets `c.var.deps`.
 */
export const recheckSession = createMiddleware<AppEnv>(async (c, next) => {
  const { session, deps } = c.var
  const now = deps.now()
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const due = session !== null && now.getTime() - session.checkedAt.getTime() >= RECHECK_MS
  if (!due || !safe) return next()

  const checking = checkAuthSession(deps, session).catch((error: unknown) => {
    // No database answers for now: the cookie was good ten minutes ago, and is asked about next time.
    if (isUnreachable(error)) return 'unknown' as const
    throw error
  })
  const [checked] = await Promise.all([checking, next()])
  // Unknown, or the page itself has just signed somebody in or out.
  if (checked === 'unknown' || c.var.session !== session) return
  if (checked) return writeSession(c, { ...checked, checkedAt: now })
  auditRefusal(c, 'session-ended')
  const { pathname, search } = new URL(c.req.url)
  c.res = new Response(null, { status: 302 })
  c.header('Location', pathname + search)
  clearSession(c)
})

import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { isProlonged } from '#functions/accounts/auth-session.ts'
import { prolongAuthSession } from '#functions/accounts/prolong-auth-session.ts'
import { findSignedIn, type SignedIn } from '#functions/attendances/queries.ts'
import type { Account } from '#functions/deps.ts'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { makeRequester } from '../requester.ts'
import { clearSession, readSession, writeSession } from './session-cookie.ts'

/**
 * Says who asks: sets `c.get('requester')` from the cookie alone. A cookie that is forged, torn or expired
 * means signed out, and is cleared; so is one whose session the page, or a write, found to have ended.
 * Comes before whatever wants to know who asks.
 */
export const session = createMiddleware<AppEnv>(async (c, next) => {
  const found = readSession(c, new Date())
  if (found === 'refused') {
    auditRefusal(c, 'session-not-valid')
    clearSession(c)
  }
  const session = found === 'refused' ? null : found
  c.set('session', session)
  if (!session) return next()

  let asked: Promise<SignedIn | null> | undefined
  const ask = (account: Account) => {
    asked = findSignedIn(c.get('deps').read, { account })
    return asked
  }
  c.set('requester', makeRequester(session, ask))
  await next()

  // What no database answers says nothing. The page itself may have signed somebody in or out.
  const known = await asked?.catch(() => undefined)
  if (c.get('session') !== session) return
  const isRefused = c.error instanceof DomainError && c.error.code === 'sign_in_required'
  if (isRefused) return clearSession(c)
  if (known === null) return endSession(c)
  // A name that was chosen in another browser.
  if (known && known.personId !== session.personId)
    writeSession(c, { ...session, personId: known.personId })
})

/**
 * Lets a session that is used last longer, once a day, while the page asks for its own rows. Comes
 * after `session` and after what sets `c.get('deps')`.
 */
export const prolongSession = createMiddleware<AppEnv>(async (c, next) => {
  const { session, deps } = c.var
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!session || !safe || !isProlonged(session, deps.now())) return next()

  const [prolonged] = await Promise.all([prolongAuthSession(deps, session), next()])
  // The page itself has just signed somebody in or out.
  if (c.get('session') !== session) return
  if (prolonged) writeSession(c, prolonged)
  else endSession(c)
})

/** For a session that was ended elsewhere, as a page found; a write that finds it is an error, and told of as one. */
function endSession(c: Context<AppEnv>) {
  auditRefusal(c, 'session-ended')
  clearSession(c)
}

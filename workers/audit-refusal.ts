import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import { audit, type Refusal } from '#functions/audit.ts'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from './app-env.ts'
import { patternOf } from './route-pattern.ts'

/**
 * Writes it into the audit log if this error, which is about to be told to somebody, means that they
 * were not let through or reached a limit.
 */
export function auditError(c: Context<AppEnv>, error: Error): void {
  const isLimit = error instanceof DomainError && error.code === 'too_many'
  const { requestId } = c.var
  if (isLimit)
    audit({ requestId }, { event: 'limit', limit: error.limit ?? 'unnamed', ...whoAsks(c) })
  const reason = refusalOf(error, Boolean(c.get('requester')?.account))
  if (reason) auditRefusal(c, reason)
}

/** Writes a refusal into the audit log, for who refuses without an error. */
export function auditRefusal(c: Context<AppEnv>, reason: Refusal): void {
  const { requestId } = c.var
  audit({ requestId }, { event: 'refusal', reason, ...whoAsks(c) })
}

const whoAsks = (c: Context<AppEnv>) => ({
  route: patternOf(matchedRoutes(c)),
  accountId: c.get('requester')?.account?.accountId,
})

function refusalOf(error: Error, isSignedIn: boolean): Refusal | null {
  if (!(error instanceof DomainError)) return null
  if (error.refusal || error.code === 'forbidden') return error.refusal ?? 'forbidden'
  if (error.code !== 'sign_in_required') return null
  return isSignedIn ? 'session-ended' : 'sign-in-required'
}

import type { Context } from 'hono'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { paths } from '#functions/paths.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import { writeSession } from '../../middleware/session-cookie.ts'
import { grantWish } from '../tracking/grant-wish.ts'
import { forgetWish } from './wish-cookie.ts'
import { refusalOf } from './wish-words.tsx'

/** Signs this browser in. Where it goes on to: to choose a name first, to where it was going, or home to the dashboard. */
export function goOn(c: Context<AppEnv>, session: AuthSession, next: string | null): string {
  writeSession(c, session)
  return session.personId ? (next ?? paths.dashboard()) : paths.welcome(next)
}

type Granted = { session: AuthSession; next: string | null; wished: Wished | null }

/**
 * The same after the press of a button that has said what it does beside signing in. Whoever has no name
 * yet has their wish granted when they have chosen one. A wish that cannot be granted is told of by
 * `next`, which is its address.
 */
export async function goOnGranting(
  c: Context<AppEnv>,
  { session, next, wished }: Granted,
): Promise<string> {
  const to = goOn(c, session, next)
  const { personId } = session
  if (!personId) return to
  forgetWish(c)
  if (!wished || refusalOf({ wished, now: c.var.deps.now() }) !== null) return to
  const granted = await grantWish(c, { actor: { ...session, personId }, wish: wished.wish })
  return granted ?? to
}

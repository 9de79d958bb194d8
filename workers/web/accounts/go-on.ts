import type { Context } from 'hono'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { paths } from '#functions/paths.ts'
import { writeSession } from '../../middleware/session-cookie.ts'
import { redirect } from '../../redirect.ts'

/** Signs this browser in, and goes on: to choose a name first, to where it was going, or home to the dashboard. */
export async function goOn(c: Context, session: AuthSession, next: string | null) {
  writeSession(c, session)
  const there = session.personId ? (next ?? paths.dashboard()) : paths.welcome(next)
  return redirect(c, there, 303)
}

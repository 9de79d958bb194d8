import type { Context } from 'hono'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { paths } from '#functions/paths.ts'
import { writeSession } from '../../middleware/session-cookie.ts'

/** Signs this browser in, and goes on: to choose a name first, to where it was going, or home to the dashboard. */
export async function goOn(c: Context, session: AuthSession, next: string | null) {
  const checkedAt: Date = c.var.deps.now()
  await writeSession(c, { ...session, checkedAt })
  const there = session.personId ? (next ?? paths.dashboard()) : paths.welcome(next)
  return c.redirect(there, 303)
}

import type { Context } from 'hono'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { writeSession } from '../../middleware/session-cookie.ts'

/** Signs this browser in. Where it goes on to: to choose a name first, to where it was going, or home to the dashboard. */
export function goOn(c: Context<AppEnv>, session: AuthSession, next: string | null): string {
  writeSession(c, session)
  return session.personId ? (next ?? paths.dashboard()) : paths.welcome(next)
}

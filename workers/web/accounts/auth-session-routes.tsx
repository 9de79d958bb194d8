import { Hono } from 'hono'
import { endAuthSession, endedSession } from '#functions/accounts/end-auth-session.ts'
import { listAuthSessions } from '#functions/accounts/list-auth-sessions.ts'
import { audit } from '#functions/audit.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { requireForm } from '../../middleware/form.ts'
import { requireAccount } from '../../middleware/require-actor.ts'
import { redirect } from '../../redirect.ts'
import { AuthSessionsPage } from './auth-sessions-page.tsx'

/** Where somebody is signed in, and ending one session of theirs elsewhere. */
export const authSessionRoutes = new Hono<AppEnv>()
  .get('/sign-out/', async (c) => {
    const { account, deps } = c.var
    const [signedIn, sessions] = await Promise.all([
      c.get('signedIn')(),
      account ? listAuthSessions(deps.read, account) : [],
    ])
    if (!signedIn) return redirect(c, paths.signInThen(paths.signOut()), 303)
    return c.render(<AuthSessionsPage sessions={sessions} />, {
      title: 'Where you are signed in',
      noindex: true,
    })
  })

  .post('/sign-out/one/', requireAccount, async (c) => {
    const { account, deps } = c.var
    const { session } = await requireForm(c, endedSession)
    if (await endAuthSession(deps, { account, session }))
      audit(c.var, { event: 'sign-out', where: 'elsewhere', accountId: account.accountId })
    return redirect(c, paths.signOut(), 303)
  })

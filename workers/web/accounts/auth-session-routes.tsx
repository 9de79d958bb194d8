import { Hono } from 'hono'
import { endAuthSession, endedSession } from '#functions/accounts/end-auth-session.ts'
import { listAuthSessions } from '#functions/accounts/list-auth-sessions.ts'
import { audit } from '#functions/audit.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { AuthSessionsPage } from './auth-sessions-page.tsx'

/** Where somebody is signed in, and ending one session of theirs elsewhere. */
export const authSessionRoutes = new Hono<AppEnv>()
  .get('/sign-out/', async (c) => {
    const { requester, deps } = c.var
    const { account } = requester
    const [signedIn, sessions] = await Promise.all([
      requester.signedIn(),
      account ? listAuthSessions(deps.read, account) : [],
    ])
    if (!signedIn) return redirect(c, paths.signInThen(paths.signOut()), 303)
    return c.render(<AuthSessionsPage sessions={sessions} />, {
      title: 'Where you are signed in',
      noindex: true,
    })
  })

  .post(
    '/sign-out/one/',
    takeForm({
      who: 'account',
      schema: endedSession,
      act: async ({ c, requester: { account }, value: { session } }) => {
        if (await endAuthSession(c.var.deps, { account, session }))
          audit(c.var, { event: 'sign-out', where: 'elsewhere', accountId: account.accountId })
        return paths.signOut()
      },
    }),
  )

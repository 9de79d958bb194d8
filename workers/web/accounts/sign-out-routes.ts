import { Hono } from 'hono'
import { signOut, signOutEverywhere } from '#functions/accounts/sign-out.ts'
import { audit } from '#functions/audit.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { requireAccount } from '../../middleware/require-actor.ts'
import { clearSession } from '../../middleware/session-cookie.ts'
import { redirect } from '../../redirect.ts'

export const signOutRoutes = new Hono<AppEnv>()
  .post('/sign-out/', async (c) => {
    const { account, deps } = c.var
    // A cookie that was left behind signs nobody out, and may be sent again and again.
    if (account && (await signOut(deps, account)))
      audit(c.var, { event: 'sign-out', where: 'here', accountId: account.accountId })
    clearSession(c)
    return redirect(c, paths.home(), 303)
  })

  .post('/sign-out/everywhere/', requireAccount, async (c) => {
    const { account, deps } = c.var
    await signOutEverywhere(deps, account)
    audit(c.var, { event: 'sign-out', where: 'everywhere', accountId: account.accountId })
    clearSession(c)
    return redirect(c, paths.home(), 303)
  })

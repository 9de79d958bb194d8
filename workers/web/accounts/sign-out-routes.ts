import { Hono } from 'hono'
import * as z from 'zod'
import { signOut, signOutEverywhere } from '#functions/accounts/sign-out.ts'
import { audit } from '#functions/audit.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeForm } from '../../middleware/form.ts'
import { clearSession } from '../../middleware/session-cookie.ts'

/** A press of the button says it all. */
const nothing = z.object({})

export const signOutRoutes = new Hono<AppEnv>()
  .post(
    '/sign-out/',
    takeForm({
      who: 'anybody',
      schema: nothing,
      act: async ({ c, requester: { account } }) => {
        // A cookie that was left behind signs nobody out, and may be sent again and again.
        if (account && (await signOut(c.var.deps, account)))
          audit(c.var, { event: 'sign-out', where: 'here', accountId: account.accountId })
        clearSession(c)
        return paths.home()
      },
    }),
  )

  .post(
    '/sign-out/everywhere/',
    takeForm({
      who: 'account',
      schema: nothing,
      act: async ({ c, requester: { account } }) => {
        await signOutEverywhere(c.var.deps, account)
        audit(c.var, { event: 'sign-out', where: 'everywhere', accountId: account.accountId })
        clearSession(c)
        return paths.home()
      },
    }),
  )

import { Hono } from 'hono'
import { requestSignIn, signInRequest } from '#functions/accounts/request-sign-in.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { clientAddress } from '../../client-address.ts'
import { takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { rememberAsked } from './asked-cookie.ts'
import { showSignIn } from './show-sign-in.tsx'
import { rememberWish } from './wish-cookie.ts'

export const signInRoutes = new Hono<AppEnv>()
  .get('/sign-in/', async (c) => {
    const next = localPath(c.req.query('next'))
    const signedIn = await c.var.requester.signedIn()
    if (signedIn?.viewer) return redirect(c, next ?? paths.dashboard(), 303)
    if (signedIn) return redirect(c, paths.welcome(next), 303)
    return showSignIn(c, { values: { next: next ?? '' } })
  })

  .post(
    '/sign-in/',
    takeForm({
      who: 'anybody',
      schema: signInRequest,
      show: showSignIn,
      act: async ({ c, value }) => {
        const { deps, settings } = c.var
        const network = clientAddress(c.req.raw, settings.CLIENT_ADDRESS)
        rememberAsked(c, await requestSignIn(deps, { ...value, network }))
        rememberWish(c, value.next)
        return paths.signInSent()
      },
    }),
  )

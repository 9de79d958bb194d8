import { type Context, Hono } from 'hono'
import { findSignInLink } from '#functions/accounts/queries.ts'
import { requestSignIn, signInRequest } from '#functions/accounts/request-sign-in.ts'
import { hashToken } from '#functions/accounts/sign-in-token.ts'
import { useSignInLink } from '#functions/accounts/use-sign-in-link.ts'
import { DomainError } from '#functions/errors.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { clientAddress } from '../../client-address.ts'
import { readForm } from '../../middleware/form.ts'
import { goOn } from './go-on.ts'
import { DeadLinkPage, LinkSentPage, UseLinkPage } from './link-pages.tsx'
import { SignInPage } from './sign-in-page.tsx'

const page = { title: 'Sign in', noindex: true }

export const signInRoutes = new Hono<AppEnv>()
  .get('/sign-in/', (c) => {
    const { account, actor, deps } = c.var
    const next = localPath(c.req.query('next'))
    if (account) return c.redirect(actor ? (next ?? paths.dashboard()) : paths.welcome(next), 303)
    return c.render(<SignInPage next={next} github={deps.github !== null} />, page)
  })

  .post('/sign-in/', async (c) => {
    const { deps, settings } = c.var
    const form = await readForm(c, signInRequest)
    const { email, next: typedNext } = form.values
    const filled = { email, next: localPath(typedNext), github: deps.github !== null }
    if (!form.ok) {
      c.status(422)
      return c.render(<SignInPage {...filled} errors={form.errors} />, page)
    }
    try {
      const network = clientAddress(c.req.raw, settings.CLIENT_ADDRESS)
      await requestSignIn(deps, { ...form.value, network })
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'too_many') throw error
      c.status(429)
      c.header('Retry-After', String(error.retryAfterS))
      return c.render(<SignInPage {...filled} general={[error.message]} />, page)
    }
    return c.redirect(paths.signInSent(), 303)
  })

  .get('/sign-in/sent/', (c) => c.render(<LinkSentPage />, page))

  .get('/sign-in/:token/', async (c) => {
    const token = c.req.param('token')
    const { deps } = c.var
    const link = await findSignInLink(deps.write, { token, now: deps.now() })
    if (!link) return refuseLink(c, token)
    return c.render(<UseLinkPage token={token} email={link.email} />, page)
  })

  .post('/sign-in/:token/', async (c) => {
    const token = c.req.param('token')
    const signedIn = await useSignInLink(c.var.deps, token)
    if (!signedIn) return refuseLink(c, token)
    return goOn(c, signedIn.session, localPath(signedIn.next))
  })

/** 400 for what no mail of ours can hold; 410 for what has been used, or has expired. */
async function refuseLink(c: Context<AppEnv>, token: string) {
  c.status((await hashToken(token)) ? 410 : 400)
  return c.render(<DeadLinkPage />, page)
}

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { findSignInLink } from '#functions/accounts/queries.ts'
import { requestSignIn, signInRequest } from '#functions/accounts/request-sign-in.ts'
import { hashToken } from '#functions/accounts/sign-in-token.ts'
import { type UsedMail, useSignInMail } from '#functions/accounts/use-sign-in-mail.ts'
import { audit } from '#functions/audit.ts'
import { DomainError } from '#functions/errors.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { auditError, auditRefusal } from '../../audit-refusal.ts'
import { clientAddress } from '../../client-address.ts'
import { readForm, requireForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { readAsked, rememberAsked } from './asked-cookie.ts'
import { goOn } from './go-on.ts'
import { DeadLinkPage, LinkSentPage, UseLinkPage } from './link-pages.tsx'
import { SignInPage } from './sign-in-page.tsx'

const page = { title: 'Sign in', noindex: true }

const typedCode = z.object({ code: z.string().max(20) })
const WRONG_CODE =
  'That code does not work. Look again, or ask for another mail: a code works once, for 10 minutes, and not after five tries'

export const signInRoutes = new Hono<AppEnv>()
  .get('/sign-in/', async (c) => {
    const next = localPath(c.req.query('next'))
    const signedIn = await c.get('signedIn')()
    if (signedIn?.viewer) return redirect(c, next ?? paths.dashboard(), 303)
    if (signedIn) return redirect(c, paths.welcome(next), 303)
    return c.render(<SignInPage next={next} github={c.get('deps').github !== null} />, page)
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
      rememberAsked(c, await requestSignIn(deps, { ...form.value, network }))
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'too_many') throw error
      auditError(c, error)
      c.status(429)
      c.header('Retry-After', String(error.retryAfterS))
      return c.render(<SignInPage {...filled} general={[error.message]} />, page)
    }
    return redirect(c, paths.signInSent(), 303)
  })

  .get('/sign-in/sent/', (c) => c.render(<LinkSentPage />, page))

  .post('/sign-in/sent/', async (c) => {
    const { code } = await requireForm(c, typedCode)
    const used = await useSignInMail(c.get('deps'), { asked: readAsked(c), proof: { code } })
    if (used) return signIn(c, 'code', used)
    auditRefusal(c, 'sign-in-code')
    c.status(422)
    return c.render(<LinkSentPage code={code} wrong={[WRONG_CODE]} />, page)
  })

  .get('/sign-in/:token/', async (c) => {
    const token = c.req.param('token')
    const { deps } = c.var
    const asked = readAsked(c)
    const link = await findSignInLink(deps.write, { token, asked, now: deps.now() })
    if (!link) return refuseLink(c, { token, asked })
    return c.render(<UseLinkPage token={token} email={link.email} />, page)
  })

  .post('/sign-in/:token/', async (c) => {
    const token = c.req.param('token')
    const asked = readAsked(c)
    const used = await useSignInMail(c.get('deps'), { asked, proof: { token } })
    if (!used) return refuseLink(c, { token, asked })
    return signIn(c, 'link', used)
  })

function signIn(c: Context<AppEnv>, way: 'link' | 'code', { session, next }: UsedMail) {
  audit(c.var, { event: 'sign-in', way, accountId: session.accountId })
  return goOn(c, session, localPath(next))
}

type Link = { token: string; asked: readonly string[] }

/** 400 for what no mail of ours can hold, 403 where none was asked for, 410 for what was used or has expired. */
async function refuseLink(c: Context<AppEnv>, { token, asked }: Link) {
  auditRefusal(c, 'sign-in-link')
  const isOne = hashToken(token) !== null
  c.status(isOne ? (asked.length === 0 ? 403 : 410) : 400)
  return c.render(<DeadLinkPage />, page)
}

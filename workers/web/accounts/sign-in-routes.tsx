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
import { clientAddress } from '../../client-address.ts'
import { setErrorStatus } from '../../errors.tsx'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { readAsked, rememberAsked } from './asked-cookie.ts'
import { goOn } from './go-on.ts'
import { DeadLinkPage, LinkSentPage, UseLinkPage } from './link-pages.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** GitHub's paths come before it. */
const LINK = '/sign-in/:token/'

const page = { title: 'Sign in', noindex: true }

const WRONG_CODE =
  'That code does not work. Look again, or ask for another mail: a code works once, for 10 minutes, and not after five tries'
const typedCode = z.object({ code: z.string(WRONG_CODE).max(20, WRONG_CODE) })

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
        return paths.signInSent()
      },
    }),
  )

  .get('/sign-in/sent/', (c) => showSent(c, { values: {} }))

  .post(
    '/sign-in/sent/',
    takeForm({
      who: 'anybody',
      schema: typedCode,
      show: showSent,
      act: async ({ c, value: { code } }) => {
        const used = await useSignInMail(c.var.deps, { asked: readAsked(c), proof: { code } })
        if (used) return signIn(c, 'code', used)
        throw new DomainError('invalid', WRONG_CODE, { field: 'code', refusal: 'sign-in-code' })
      },
    }),
  )

  .get(LINK, async (c) => {
    const token = c.req.param('token')
    const { deps } = c.var
    const asked = readAsked(c)
    const link = await findSignInLink(deps.write, { token, asked, now: deps.now() })
    if (!link) {
      setErrorStatus(c, deadLink({ token, asked }))
      return showDeadLink(c)
    }
    return c.render(<UseLinkPage token={token} email={link.email} />, page)
  })

  .post(
    LINK,
    takeForm({
      who: 'anybody',
      schema: z.object({}),
      show: showDeadLink,
      act: async ({ c }) => {
        const token = c.req.param('token')
        const asked = readAsked(c)
        const used = await useSignInMail(c.var.deps, { asked, proof: { token } })
        if (!used) throw deadLink({ token, asked })
        return signIn(c, 'link', used)
      },
    }),
  )

function showSignIn(c: Context<AppEnv>, filled: Filled) {
  const next = localPath(filled.values.next)
  return c.render(<SignInPage next={next} github={c.var.deps.github !== null} {...filled} />, page)
}

function showSent(c: Context<AppEnv>, filled: Filled) {
  return c.render(<LinkSentPage {...filled} />, page)
}

function showDeadLink(c: Context<AppEnv, typeof LINK>) {
  return c.render(<DeadLinkPage />, page)
}

function signIn(c: Context<AppEnv>, way: 'link' | 'code', { session, next }: UsedMail) {
  audit(c.var, { event: 'sign-in', way, accountId: session.accountId })
  return goOn(c, session, localPath(next))
}

type Link = { token: string; asked: readonly string[] }

/** 400 for what no mail of ours can hold, 403 where none was asked for, 410 for what was used or has expired. */
function deadLink({ token, asked }: Link): DomainError {
  const isOne = hashToken(token) !== null
  const code = isOne ? (asked.length === 0 ? 'forbidden' : 'gone') : 'malformed'
  return new DomainError(code, 'This link does not work here', { refusal: 'sign-in-link' })
}

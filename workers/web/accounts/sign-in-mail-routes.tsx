import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { findAskedMail, findSignInLink } from '#functions/accounts/queries.ts'
import { hashToken } from '#functions/accounts/sign-in-token.ts'
import { type Proof, useSignInMail } from '#functions/accounts/use-sign-in-mail.ts'
import type { SignedIn } from '#functions/attendances/queries.ts'
import { audit } from '#functions/audit.ts'
import { DomainError } from '#functions/errors.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import { pathOfWish } from '#functions/tracking/wish.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import { setErrorStatus } from '../../errors.tsx'
import { type Filled, type FormValues, takeForm } from '../../middleware/form.ts'
import { refuseSignInWhileReadOnly } from '../../middleware/site-basics.ts'
import { redirect } from '../../redirect.ts'
import { readAsked } from './asked-cookie.ts'
import { goOnGranting } from './go-on.ts'
import { DeadLinkPage, UseLinkPage } from './link-pages.tsx'
import { MailSentPage } from './mail-sent-page.tsx'
import { findKeptWish, findPressedWish } from './wish-cookie.ts'

/** GitHub's paths come before it. */
const LINK = '/sign-in/:token/'

const page = { title: 'Sign in', noindex: true }

const WRONG_CODE =
  'That code does not work. Look again, or ask for another mail: a code works once, for 10 minutes, and not after five tries'
const typedCode = z.object({ code: z.string(WRONG_CODE).max(20, WRONG_CODE) })

/** What a mail that signs in is for: its code, which is typed where it was asked for, and its link. */
export const signInMailRoutes = new Hono<AppEnv>()
  .get('/sign-in/sent/', refuseSignInWhileReadOnly, (c) => showSent(c, { values: {} }))

  .post(
    '/sign-in/sent/',
    takeForm({
      who: 'anybody',
      schema: typedCode,
      show: showSent,
      act: async ({ c, value: { code }, values }) => {
        const to = await signIn(c, { way: 'code', proof: { code }, pressed: values })
        if (to) return to
        throw new DomainError('invalid', WRONG_CODE, { field: 'code', refusal: 'sign-in-code' })
      },
    }),
  )

  .get(LINK, refuseSignInWhileReadOnly, async (c) => {
    const token = c.req.param('token')
    const { deps, requester } = c.var
    const asked = readAsked(c)
    const [link, wished, signedIn] = await Promise.all([
      findSignInLink(deps.write, { token, asked, now: deps.now() }),
      findKeptWish(c),
      requester.signedIn(),
    ])
    if (link)
      return c.render(
        <UseLinkPage {...{ token, email: link.email, wished, now: deps.now() }} />,
        page,
      )
    // Whoever goes back to the link that they came in by has what they want.
    if (signedIn && asked.length > 0) return redirect(c, comeBack(signedIn, wished), 303)
    setErrorStatus(c, deadLink({ token, asked }))
    return showDeadLink(c)
  })

  .post(
    LINK,
    takeForm({
      who: 'anybody',
      schema: z.object({}),
      show: showDeadLink,
      act: async ({ c, requester, values }) => {
        const token = c.req.param('token')
        const asked = readAsked(c)
        const to = await signIn(c, { way: 'link', proof: { token }, pressed: values })
        if (to) return to
        // Pressed again, or gone back to.
        const [signedIn, wished] = await Promise.all([requester.signedIn(), findKeptWish(c)])
        if (signedIn && asked.length > 0) return comeBack(signedIn, wished)
        throw deadLink({ token, asked })
      },
    }),
  )

async function showSent(c: Context<AppEnv>, filled: Filled) {
  const { deps } = c.var
  const asked = readAsked(c)
  const [mail, wished] = await Promise.all([
    findAskedMail(deps.write, { asked, now: deps.now() }),
    findKeptWish(c),
  ])
  return c.render(<MailSentPage {...{ ...filled, mail, wished, now: deps.now() }} />, page)
}

function showDeadLink(c: Context<AppEnv, typeof LINK>) {
  return c.render(<DeadLinkPage />, page)
}

/** Where whoever has used their mail already finds what they want: a name comes first. */
const comeBack = ({ viewer }: SignedIn, wished: Wished | null) =>
  viewer ? paths.dashboard() : paths.welcome(wished && pathOfWish(wished.wish))

type Press = { way: 'link' | 'code'; proof: Proof; pressed: FormValues }

/** Null where it proves nothing. The wish is looked up meanwhile, so that it costs no trip. */
async function signIn(c: Context<AppEnv>, { way, proof, pressed }: Press) {
  const [used, wished] = await Promise.all([
    useSignInMail(c.var.deps, { asked: readAsked(c), proof }),
    findPressedWish(c, pressed),
  ])
  if (!used) return null
  const { session, next } = used
  audit(c.var, { event: 'sign-in', way, accountId: session.accountId })
  return goOnGranting(c, { session, next: localPath(next), wished })
}

type Link = { token: string; asked: readonly string[] }

/** 400 for what no mail of ours can hold, 403 where none was asked for, 410 for what was used or has expired. */
function deadLink({ token, asked }: Link): DomainError {
  const isOne = hashToken(token) !== null
  const code = isOne ? (asked.length === 0 ? 'forbidden' : 'gone') : 'malformed'
  return new DomainError(code, 'This link does not work here', { refusal: 'sign-in-link' })
}

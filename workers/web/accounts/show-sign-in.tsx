import type { Context } from 'hono'
import { localPath } from '#functions/local-path.ts'
import { readWish } from '#functions/tracking/wish.ts'
import { findWished, type Wished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import type { Filled } from '../../middleware/form.ts'
import { noSignInWords } from '../../middleware/site-basics.ts'
import { SignInPage } from './sign-in-page.tsx'
import { refusalOf, wishText } from './wish-words.tsx'

/** The ways in, and what somebody comes in for, where they say so by where they go on to. */
export async function showSignIn(c: Context<AppEnv>, filled: Filled): Promise<Response> {
  const wish = readWish(localPath(filled.values.next))
  return renderSignIn(c, filled, wish && (await findWished(c.var.deps.read, wish)))
}

export function renderSignIn(c: Context<AppEnv>, filled: Filled, wished: Wished | null) {
  const { github, now } = c.var.deps
  const shown = {
    ...{ next: localPath(filled.values.next), github: github !== null, now: now() },
    closed: noSignInWords(c),
  }
  const open = wished && refusalOf({ wished, now: shown.now }) === null
  return c.render(<SignInPage {...shown} {...filled} wished={wished} />, {
    title: open ? `Sign in to ${wishText({ wished, now: shown.now })}` : 'Sign in',
    noindex: true,
  })
}

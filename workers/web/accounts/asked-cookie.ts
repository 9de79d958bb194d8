import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { SIGN_IN_TTL_MS } from '#functions/accounts/request-sign-in.ts'
import type { AppEnv } from '../../app-env.ts'

const NAME = 'asked'
/** A mail that is slow makes people ask for another, and then use the first. */
const MAX_ASKED = 3

// A key of its own, so that this cookie cannot be passed off as another.
const secretOf = (c: Context<AppEnv>) => `${c.var.settings.SESSION_SECRET}:asked`

/**
 * The ids of the sign-in mails that this browser has asked for, the newest first. They are of use here
 * only: whoever else comes by a link, from a log for instance, can do nothing with it.
 */
export async function readAsked(c: Context<AppEnv>): Promise<string[]> {
  const value = await getSignedCookie(c, secretOf(c), NAME, 'host')
  return value ? value.split('.') : []
}

/** Lets this browser use a mail that it has just asked for. */
export async function rememberAsked(c: Context<AppEnv>, id: string): Promise<void> {
  const asked = [id, ...(await readAsked(c))].slice(0, MAX_ASKED)
  await setSignedCookie(c, NAME, asked.join('.'), secretOf(c), {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    // Not Strict: the link is opened from a mail.
    sameSite: 'Lax',
    maxAge: SIGN_IN_TTL_MS / 1000,
  })
}

import type { Context } from 'hono'
import { SIGN_IN_TTL_MS } from '#functions/accounts/request-sign-in.ts'
import type { AppEnv } from '../../app-env.ts'
import { readSignedCookie, writeSignedCookie } from '../../signed-cookie.ts'

/** A mail that is slow makes people ask for another, and then use the first. */
const MAX_ASKED = 3

/**
 * The ids of the sign-in mails that this browser has asked for, the newest first. They are of use here
 * only: whoever else comes by a link, from a log for instance, can do nothing with it.
 */
export const readAsked = (c: Context<AppEnv>): string[] =>
  readSignedCookie(c, 'asked')?.split('.') ?? []

/** Lets this browser use a mail that it has just asked for. */
export function rememberAsked(c: Context<AppEnv>, id: string): void {
  const asked = [id, ...readAsked(c)].slice(0, MAX_ASKED)
  writeSignedCookie(c, 'asked', asked.join('.'), SIGN_IN_TTL_MS / 1000)
}

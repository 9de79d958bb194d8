import type { Context } from 'hono'
import { isOutage } from '#functions/errors.ts'
import { pathOfWish, readWish } from '#functions/tracking/wish.ts'
import { findWished, type Wished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import type { FormValues } from '../../middleware/form.ts'
import { clearSignedCookie, readSignedCookie, writeSignedCookie } from '../../signed-cookie.ts'

/** Long enough for a mail that is slow, and for choosing a name. */
export const WISH_TTL_S = 30 * 60

/**
 * Lets this browser have its owner's wish granted when they have signed in: the one that `next` is the
 * address of. Where it is none, an earlier one is forgotten. For presses on our own pages only: what
 * another site can make a browser ask for must not leave a wish in it.
 */
export function rememberWish(c: Context<AppEnv>, next: string | null): void {
  const wish = readWish(next)
  const until = c.var.deps.now().getTime() + WISH_TTL_S * 1000
  if (wish) writeSignedCookie(c, 'wish', `${until} ${pathOfWish(wish)}`, WISH_TTL_S)
  else forgetWish(c)
}

export function forgetWish(c: Context<AppEnv>): void {
  if (readSignedCookie(c, 'wish') !== null) clearSignedCookie(c, 'wish')
}

/** What this browser's owner wished for before they signed in. Null once that is half an hour ago. */
export async function findKeptWish(c: Context<AppEnv>): Promise<Wished | null> {
  const { deps } = c.var
  const [until, path] = readSignedCookie(c, 'wish')?.split(' ') ?? []
  const wish = Number(until) > deps.now().getTime() ? readWish(path) : null
  return wish && findWished(deps.read, wish)
}

/**
 * The same, if it is what the button said that was pressed (`SignInButton`): another tab may have wished
 * for something else since that page was made. Null where it cannot be looked up now: the press has used
 * a mail up, or made a name, and whoever did that must not be left outside.
 */
export async function findPressedWish(c: Context<AppEnv>, pressed: FormValues) {
  const kept = pressed.wish ? await findKeptWish(c).catch(notNow) : null
  return kept && pathOfWish(kept.wish) === pressed.wish ? kept : null
}

function notNow(error: unknown): null {
  if (isOutage(error)) return null
  throw error
}

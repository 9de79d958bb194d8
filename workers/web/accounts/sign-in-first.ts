import type { Context } from 'hono'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'

/**
 * Where somebody goes first who wants a page that only people with a name see: to sign in, or to choose
 * one, and then back `here`. Null for those who have one. Ask it beside the page's own query, so that
 * both wait as one.
 */
export async function signInFirst(c: Context<AppEnv>, here: string): Promise<string | null> {
  const signedIn = await c.var.requester.signedIn()
  if (!signedIn) return paths.signInThen(here)
  return signedIn.viewer ? null : paths.welcome(here)
}

import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, generateCookie, getCookie } from 'hono/cookie'
import type { AppEnv } from './app-env.ts'

export type CookieName = 'asked' | 'github' | 'read' | 'seen' | 'session' | 'wish'

const OPTIONS = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  // Not Strict: links in mails, and the way back from GitHub, are followed with the cookie.
  sameSite: 'Lax',
} as const

/**
 * What one of our own cookies says, or null when there is none or its signature is not ours. They are
 * `__Host-` cookies, signed as Hono signs its own, but without a key to import and to wait for at each.
 */
export function readSignedCookie(c: Context<AppEnv>, name: CookieName): string | null {
  const cookie = getCookie(c, name, 'host')
  const end = cookie?.lastIndexOf('.') ?? -1
  if (cookie === undefined || end < 0) return null
  const value = cookie.slice(0, end)
  // As texts: several of them are the same bytes in base64.
  const given = Buffer.from(cookie.slice(end + 1))
  const signature = Buffer.from(sign(c, name, value))
  return given.length === signature.length && timingSafeEqual(given, signature) ? value : null
}

/** Gives this browser a cookie, for so many seconds. */
export function writeSignedCookie(
  c: Context<AppEnv>,
  name: CookieName,
  value: string,
  maxAge: number,
): void {
  const cookie = generateCookie(name, `${value}.${sign(c, name, value)}`, { ...OPTIONS, maxAge })
  // Of an answer that is finished, `c.header` would make a copy.
  if (c.finalized) c.res.headers.append('Set-Cookie', cookie)
  else c.header('Set-Cookie', cookie, { append: true })
}

/** Makes this browser forget a cookie. */
export function clearSignedCookie(c: Context, name: CookieName): void {
  deleteCookie(c, name, OPTIONS)
}

/** HMAC with SHA-256, by a key for each cookie, so that none can be passed off as another. */
const sign = (c: Context<AppEnv>, name: CookieName, value: string) =>
  createHmac('sha256', `${c.get('settings').SESSION_SECRET}:${name}`)
    .update(value)
    .digest('base64')

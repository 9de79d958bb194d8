import { Buffer } from 'node:buffer'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { AppEnv } from '../app-env.ts'
import { clearSignedCookie, readSignedCookie, writeSignedCookie } from '../signed-cookie.ts'

const VALUE = /^[A-Za-z0-9_-]{75}$/
const NO_PERSON = '00000000-0000-0000-0000-000000000000'

/**
 * Who the request's cookie says is signed in, checked without asking anyone; null without one.
 * Whatever is not exactly a cookie of ours that has not expired is `'refused'`.
 */
export function readSession(c: Context<AppEnv>, now: Date): AuthSession | 'refused' | null {
  if (getCookie(c, 'session', 'host') === undefined) return null
  const value = readSignedCookie(c, 'session')
  const session = value ? decodeSession(value) : null
  return session && session.expiresAt > now ? session : 'refused'
}

/** Signs this browser in, or renews its cookie. */
export function writeSession(c: Context<AppEnv>, session: AuthSession): void {
  c.set('session', session)
  const maxAge = Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)
  writeSignedCookie(c, 'session', encodeSession(session), Math.max(maxAge, 0))
}

/** Makes this browser forget its session. */
export function clearSession(c: Context): void {
  c.set('session', null)
  clearSignedCookie(c, 'session')
}

/** 56 bytes in base64url: three ids, and two moments in seconds. */
export function encodeSession(session: AuthSession): string {
  const { sessionId, accountId, personId, expiresAt, createdAt } = session
  const ids = [sessionId, accountId, personId ?? NO_PERSON].join('').replaceAll('-', '')
  const bytes = Buffer.alloc(56)
  bytes.write(ids, 'hex')
  bytes.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), 48)
  bytes.writeUInt32BE(Math.floor(createdAt.getTime() / 1000), 52)
  return bytes.toString('base64url')
}

/** Null for a text that no `encodeSession` wrote. */
export function decodeSession(value: string): AuthSession | null {
  if (!VALUE.test(value)) return null
  const bytes = Buffer.from(value, 'base64url')
  const personId = uuidAt(bytes, 32)
  return {
    sessionId: uuidAt(bytes, 0),
    accountId: uuidAt(bytes, 16),
    personId: personId === NO_PERSON ? null : personId,
    expiresAt: new Date(bytes.readUInt32BE(48) * 1000),
    createdAt: new Date(bytes.readUInt32BE(52) * 1000),
  }
}

function uuidAt(bytes: Buffer, start: number): string {
  const hex = bytes.toString('hex', start, start + 16)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

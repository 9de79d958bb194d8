import { Buffer } from 'node:buffer'
import type { Config } from '../deps.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const text = new TextEncoder()

/**
 * The secret in a sign-in link: an HMAC of the row's id, so that the mail job can make it again and no
 * queue, log or table ever holds it.
 */
export async function deriveToken({ sessionSecret }: Config, signInTokenId: string) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const secret = text.encode(sessionSecret)
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, text.encode(`sign-in:${signInTokenId}`))
  return Buffer.from(signed).toString('base64url')
}

/** What is kept of a token: its SHA-256, in hex. Null for a text that cannot be a token. */
export async function hashToken(token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null
  const hash = await crypto.subtle.digest('SHA-256', text.encode(token))
  return Buffer.from(hash).toString('hex')
}

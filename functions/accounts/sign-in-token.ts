import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Config } from '../deps.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/
/** Crockford's base 32: no letter that could be taken for a digit, or for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 6
const text = new TextEncoder()

/**
 * The secret in a sign-in link, also called a magic link: an HMAC of the row's id, so that the mail job can make it again and no
 * queue, log or table ever holds it.
 */
export const deriveToken = async (config: Config, signInTokenId: string) =>
  (await sign(config, `sign-in:${signInTokenId}`)).toString('base64url')

/** The code in the same mail, for who reads it on another device: as good as the link, and as secret. */
export async function deriveCode(config: Config, signInTokenId: string): Promise<string> {
  const signed = await sign(config, `sign-in-code:${signInTokenId}`)
  return [...signed.subarray(0, CODE_LENGTH)].map((byte) => ALPHABET[byte % 32]).join('')
}

/** A code as it was meant, however it was typed. */
export const readCode = (typed: string) =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

/** What is kept of a token: its SHA-256, in hex. Null for a text that cannot be a token. */
export const hashToken = (token: string): string | null =>
  TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null

async function sign({ sessionSecret }: Config, message: string): Promise<Buffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const secret = text.encode(sessionSecret)
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  return Buffer.from(await crypto.subtle.sign('HMAC', key, text.encode(message)))
}

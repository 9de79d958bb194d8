import { createHash, createHmac } from 'node:crypto'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

type Options = { key: string; url: string; body: string; lifetimeS?: number }

/** The header that QStash would send: a JWT over the address and the body's hash. */
export function signDelivery({ key, url, body, lifetimeS = 300 }: Options): string {
  const nowS = Math.floor(Date.now() / 1000)
  const claims = {
    iss: 'Upstash',
    sub: url,
    iat: nowS - 1,
    nbf: nowS - 1,
    exp: nowS + lifetimeS,
    jti: crypto.randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

import { createHash, createHmac } from 'node:crypto'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

type Options = {
  key: string
  url: string
  body: string
  /** What differs from a token of QStash; a claim that is undefined is left out. */
  claims?: Readonly<Record<string, unknown>>
  alg?: 'HS256' | 'HS384' | 'HS512' | 'none'
}

/** The header that QStash would send: a JWT over the address and the body's hash. */
export function signDelivery({ key, url, body, claims = {}, alg = 'HS256' }: Options): string {
  const nowS = Math.floor(Date.now() / 1000)
  const usual = {
    iss: 'Upstash',
    sub: url,
    iat: nowS - 1,
    nbf: nowS - 1,
    exp: nowS + 300,
    jti: crypto.randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ ...usual, ...claims })}`
  if (alg === 'none') return `${signed}.`
  const hash = createHmac(alg.replace('HS', 'sha'), key).update(signed)
  return `${signed}.${hash.digest('base64url')}`
}

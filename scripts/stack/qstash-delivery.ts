import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { QueuedMessage } from './qstash-message.ts'
import type { DeliveryAnswer } from './qstash-store.ts'

/** What follows from one delivery. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly afterMs: number; readonly answer: DeliveryAnswer }
  | { readonly kind: 'dead'; readonly answer: DeliveryAnswer }

const SIGNATURE_LIFETIME_S = 300
const MAX_BACKOFF_S = 86_400
const MAX_ANSWER_CHARS = 4_000

/** Tries to deliver a message once, signed as QStash signs. Never throws. */
export async function deliver(message: QueuedMessage, signingKey: string): Promise<Outcome> {
  const answer = await send(message, signingKey)
  const { status, headers } = answer
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const hopeless = status === 489 && headers['upstash-nonretryable-error'] === 'true'
  if (hopeless || message.retried >= message.maxRetries) return { kind: 'dead', answer }
  const asked = retryAfterMs(headers)
  return { kind: 'again', afterMs: asked ?? backoffMs(message.retried + 1), answer }
}

async function send(message: QueuedMessage, signingKey: string): Promise<DeliveryAnswer> {
  const { url, method, body, timeoutMs } = message
  const headers = {
    ...message.headers,
    'user-agent': 'Upstash-QStash',
    'upstash-message-id': message.id,
    'upstash-retried': String(message.retried),
    'upstash-signature': sign({ url, body, signingKey }),
  }
  const content = method === 'GET' ? {} : { body: new Uint8Array(body) }
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(url, { method, headers, redirect: 'manual', signal, ...content })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers.entries()),
      body: text.slice(0, MAX_ANSWER_CHARS),
    }
  } catch (error) {
    return { status: 0, headers: {}, body: error instanceof Error ? error.message : String(error) }
  }
}

/** min(86400, e^(2.5 n)) seconds: 12 s, 2.5 min, 30 min, 6 h, 24 h. */
const backoffMs = (attempt: number) => Math.min(MAX_BACKOFF_S, Math.exp(2.5 * attempt)) * 1_000

/** `Retry-After` in seconds or as a date, if the answer has one. */
function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const after = headers['retry-after']
  if (!after) return null
  if (/^\d+$/.test(after)) return Number(after) * 1_000
  const at = Date.parse(after)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

type Signed = { readonly url: string; readonly body: Buffer; readonly signingKey: string }

/** The JWT that the receiver checks: it names the destination and the body's hash. */
function sign({ url, body, signingKey }: Signed): string {
  const nowS = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: 'Upstash',
    sub: url,
    exp: nowS + SIGNATURE_LIFETIME_S,
    nbf: nowS,
    iat: nowS,
    jti: `jwt_${randomUUID()}`,
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', signingKey).update(signed).digest('base64url')}`
}

import { errors, Pool } from 'undici'
import { type Answer, decompress, exchange, PATIENCE_MS } from './exchange.ts'

/** A request. `wire` is sent in place of all else, byte for byte. */
export type Sent = {
  readonly method: string
  /** As it stands on the wire, nothing tidied. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
  readonly wire?: string
}

/** Null: the connection ended without an answer. */
export type Ask = (sent: Sent) => Promise<Answer | null>

/** Ends idle connections before workerd does (5 s), so that no request meets one that is being closed. */
const IDLE_MS = 3_000

/** Whoever asks the site: undici for what it will send, a socket for the rest. Throws when nothing comes back. */
export function createClient(origin: string, connections: number) {
  const { host, port } = new URL(origin)
  const timeouts = { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }
  const pool = new Pool(origin, { connections, keepAliveTimeout: IDLE_MS, ...timeouts })
  const ask: Ask = async (sent) => {
    if (sent.wire !== undefined) return await exchange(Number(port), sent.wire)
    try {
      return await request(pool, sent)
    } catch (error) {
      const late =
        error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError
      if (late) throw error
      // It refuses to send that, or met a connection that was being closed.
      return await exchange(Number(port), wireOf(sent, host))
    }
  }
  return { ask, close: () => pool.destroy() }
}

async function request(pool: Pool, { method, path, headers, body }: Sent): Promise<Answer> {
  const flat = headers.flat()
  const answer = await pool.request({
    ...{ path, headers: flat, body: body ?? null },
    // Its type lists the common ones; it sends any.
    method: method as 'GET',
  })
  const received = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as const),
  )
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  return {
    status: answer.statusCode,
    headers: received,
    body: decompress(bytes, { headers: received }),
  }
}

/** The same request as bytes, for a connection that ends with it. */
export function wireOf({ method, path, headers, body = '' }: Sent, host: string): string {
  const has = (name: string) => headers.some(([given]) => given.toLowerCase() === name)
  const framed = has('content-length') || has('transfer-encoding')
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has('host') ? [] : [`Host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(has('connection') ? [] : ['Connection: close']),
    ...(body && !framed ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${Buffer.from(body).toString('latin1')}`
}

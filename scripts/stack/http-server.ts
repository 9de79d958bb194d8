import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a gateway sees it. `url` is the raw path and query, nothing unescaped or tidied. */
export type Asked = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export type HttpServer = {
  readonly port: number
  /** Such as `http://127.0.0.1:21000`. */
  readonly url: string
  /** Lets the process end although the server still listens. */
  unref(): void
  stop(): Promise<void>
}

/** No protocol that we speak has a larger body: Neon's own limit. */
const MAX_BODY_BYTES = 10 * 1024 * 1024

/** An answer in JSON. */
export const json = (
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/**
 * Serves one handler on loopback, on `port` or one that the system picks. What the handler throws
 * becomes a 500 with the error's message: these are servers for a developer's own machine.
 */
export async function serveHttp(
  answer: (asked: Asked) => Answer | Promise<Answer>,
  port = 0,
): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    const { status, headers, body = '' } = await reply(answer, request)
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? '' : body)
  })
  return listen(server, port)
}

/** Opens a server on loopback, on `port` or one that the system picks. */
export async function listen(server: Server, port: number): Promise<HttpServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  // A TCP server's address is never the string that a Unix socket's is.
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    unref: () => server.unref(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function reply(answer: (asked: Asked) => Answer | Promise<Answer>, request: IncomingMessage) {
  try {
    const body = await readBody(request)
    if (!body) return json({ error: 'The body is too large' }, 413)
    const { method = 'GET', url = '/', headers } = request
    return await answer({ method, url, headers, body })
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 500)
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

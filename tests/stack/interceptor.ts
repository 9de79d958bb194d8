import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Passing = {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** What to do about one exchange: before it reaches the real server, and before its answer comes back. */
export type Hook = {
  before?: (passing: Passing) => Promise<void> | void
  after?: (passing: Passing) => Promise<void> | void
}

/** A proxy in front of one part, where a test can stop the world between a question and its answer. */
export async function startInterceptor() {
  let hook: Hook = {}
  let target = ''
  const pass = async (asked: IncomingMessage, answered: ServerResponse) => {
    const bytes = await buffer(asked)
    const { method = '', url = '', headers } = asked
    const passing = { method, url, headers, body: bytes.toString() }
    await hook.before?.(passing)
    // Whoever asked has given up meanwhile.
    if (answered.destroyed) return
    const response = await forward(target, passing, bytes)
    const body = await buffer(response)
    await hook.after?.(passing)
    answered.writeHead(response.statusCode ?? 502, response.headers).end(body)
  }
  const server = createServer((asked, answered) => {
    // Either end may be killed in the middle of it.
    pass(asked, answered).catch(() => answered.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Where it leads: known only once the part has started. */
    leadTo: (url: string) => {
      target = url
    },
    /** Replaces what happens from now on. */
    on: (next: Hook) => {
      hook = next
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function forward(target: string, { method, url, headers }: Passing, body: Buffer) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const forwarded = request(target + url, {
      method,
      headers: { ...headers, host: new URL(target).host },
    })
    forwarded.on('response', resolve).on('error', reject).end(body)
  })
}

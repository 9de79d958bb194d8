import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request,
} from 'node:http'
import type { AddressInfo } from 'node:net'

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
  const server = createServer(async (asked, answered) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const { method = '', url = '', headers: sent } = asked
    const passing = { method, url, headers: sent, body: bytes.toString() }
    await hook.before?.(passing)
    // Whoever asked has given up meanwhile.
    if (answered.destroyed) return
    const headers: OutgoingHttpHeaders = { ...sent, host: new URL(target).host }
    const forward = request(target + passing.url, { method: passing.method, headers })
    forward.on('error', () => answered.destroy())
    forward.on('response', async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part)
      await hook.after?.(passing)
      answered.writeHead(response.statusCode ?? 502, response.headers).end(Buffer.concat(parts))
    })
    forward.end(bytes)
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

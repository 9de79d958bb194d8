import { type Answer, type Asked, type HttpServer, serveHttp } from '#scripts/stack/http-server.ts'

/** Headers that belong to one connection, or to a body that fetch has unpacked. */
const NOT_PASSED_ON = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
])

/** Stands before a server, passes everything on as it is, and shows each request to `onAsked` first. */
export function startCountingProxy(
  target: string,
  onAsked: (asked: Asked) => void,
): Promise<HttpServer> {
  return serveHttp(async (asked) => {
    onAsked(asked)
    const { method, url, body } = asked
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: passedOn(
        Object.entries(asked.headers).map(([name, value]) => [name, String(value)]),
      ),
      redirect: 'manual',
      ...(method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
    })
    return {
      status: answer.status,
      headers: passedOn([...answer.headers]),
      body: Buffer.from(await answer.arrayBuffer()),
    } satisfies Answer
  })
}

const passedOn = (headers: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(headers.filter(([name]) => !NOT_PASSED_ON.has(name)))

/**
 * How many commands Upstash bills for one request: each of a pipeline or transaction. Of a script it
 * is not known whether it bills what the script does, so every key that a script is given counts too.
 */
export function redisCommandsIn({ url, body }: Pick<Asked, 'url' | 'body'>): number {
  const commands: unknown = body.length > 0 ? JSON.parse(body.toString()) : []
  if (!Array.isArray(commands)) return 1
  const all: unknown[] = /^\/(pipeline|multi-exec)$/.test(url) ? commands : [commands]
  return all.reduce((sum: number, command) => sum + billed(command), 0)
}

function billed(command: unknown): number {
  const [name, , keys] = Array.isArray(command) ? command.map(String) : []
  return /^eval/i.test(name ?? '') ? 1 + Number(keys) : 1
}

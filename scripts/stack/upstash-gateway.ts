import { type Answer, type Asked, type HttpServer, json, serveHttp } from './http-server.ts'

/** A Redis to stand behind the gateway. Replies are as RESP2 has them: strings, integers, null, lists. */
export type RedisBackend = {
  run(command: readonly string[]): Promise<unknown>
  /** MULTI/EXEC: one reply or error a command, or a rejection when all were discarded. */
  runAtomically(commands: readonly (readonly string[])[]): Promise<unknown[]>
}

type Options = { readonly backend: RedisBackend; readonly token: string; readonly port?: number }

/** Upstash's REST protocol over a Redis: one command, `/pipeline` and `/multi-exec`. */
export function startUpstashGateway({ backend, token, port }: Options): Promise<HttpServer> {
  return serveHttp((asked) => answer(asked, backend, token), port)
}

async function answer(asked: Asked, backend: RedisBackend, token: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(asked.url, 'http://upstash.local')
  const given = asked.headers.authorization?.replace(/^Bearer /i, '') ?? searchParams.get('_token')
  if (given !== token) return json({ error: 'WRONGPASS invalid or missing auth token' }, 401)
  if (!['GET', 'POST', 'PUT', 'HEAD'].includes(asked.method))
    return json({ error: 'ERR method not allowed' }, 405)

  const encode = asked.headers['upstash-encoding'] === 'base64' ? encodeBase64 : asIs
  const headers = { 'upstash-sync-token': asked.headers['upstash-sync-token'] || 'local' }
  try {
    const { status, body } = await dispatch(pathname, asked.body, { backend, encode })
    return json(body, status, { 'upstash-sync-token': String(headers['upstash-sync-token']) })
  } catch (error) {
    return failure(error)
  }
}

type Encode = (reply: unknown) => unknown
type Tools = { backend: RedisBackend; encode: Encode }

async function dispatch(pathname: string, body: Buffer, { backend, encode }: Tools) {
  const encoded = (reply: unknown) =>
    reply instanceof Error ? { error: message(reply) } : { result: encode(flatten(reply)) }

  if (pathname === '/pipeline') {
    const run = (command: string[]) => backend.run(command).catch(asCommandError)
    return { status: 200, body: (await Promise.all(readCommands(body).map(run))).map(encoded) }
  }
  if (pathname === '/multi-exec') {
    const replies = await backend.runAtomically(readCommands(body))
    return { status: 200, body: replies.map(encoded) }
  }
  const inPath = pathname.split('/').slice(1).filter(Boolean).map(decodeURIComponent)
  const command =
    inPath.length > 0 ? [...inPath, ...extra(body)] : readCommand(JSON.parse(String(body)))
  return { status: 200, body: encoded(await backend.run(command)) }
}

/** `POST /set/key` takes the value as the body. */
const extra = (body: Buffer) => (body.length > 0 ? [body.toString()] : [])

const readCommands = (body: Buffer): string[][] => {
  const commands: unknown = JSON.parse(body.toString())
  if (!Array.isArray(commands)) throw new Error('ERR failed to parse pipeline request')
  return commands.map(readCommand)
}

function readCommand(command: unknown): string[] {
  if (!Array.isArray(command) || command.length === 0) throw new Error('ERR empty command')
  return command.map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
}

/** A failed command is that command's answer; a Redis that is away is everybody's. */
function asCommandError(error: unknown): Error {
  if (error instanceof Error && !isAway(error)) return error
  throw error
}

/** True for ioredis' errors about its connection. Redis' own begin with a word in capitals. */
const isAway = (error: Error) =>
  'code' in error ||
  /^(Connection is closed|Stream isn't writeable|Reached the max)/.test(error.message)

function failure(error: unknown): Answer {
  const thrown = error instanceof Error ? error : new Error(String(error))
  return json({ error: message(thrown) }, isAway(thrown) ? 503 : 400)
}

const message = (error: Error) =>
  /^[A-Z]{3,} /.test(error.message) ? error.message : `ERR ${error.message}`

/** ioredis makes an object of HGETALL's reply, where the wire has a list. */
function flatten(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(flatten)
  if (reply === null || typeof reply !== 'object' || reply instanceof Error) return reply ?? null
  return Object.entries(reply).flat()
}

const asIs: Encode = (reply) => reply

/** Every string but the status OK, at any depth. */
function encodeBase64(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(encodeBase64)
  return typeof reply === 'string' && reply !== 'OK' ? Buffer.from(reply).toString('base64') : reply
}

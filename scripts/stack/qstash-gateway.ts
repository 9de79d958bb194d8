import { createHash } from 'node:crypto'
import { type Answer, type Asked, type HttpServer, json, serveHttp } from './http-server.ts'
import type { KeyRing, SigningKeys } from './identity.ts'
import { type QueuedMessage, Refused, readMessage } from './qstash-message.ts'
import { QstashQueue } from './qstash-queue.ts'
import { type DeadLetter, QstashStore } from './qstash-store.ts'

const DEDUPLICATION_MS = 10 * 60_000
const MAX_PAGE = 100

type Options = {
  /** A SQLite file. Whatever was accepted is in it. */
  readonly file: string
  readonly token: string
  readonly keyRing: KeyRing
  readonly port?: number | undefined
  readonly retryScale?: number | undefined
  /** How far this clock runs ahead of the machine's. */
  readonly aheadMs?: number | undefined
}

export type QstashGateway = HttpServer & {
  /** Makes time pass: what waits for longer than this is due at once. */
  advance(ms: number): void
  counts(): { waiting: number; dead: number }
  /** What was the next key signs from now on, and a new one is the next. */
  rotateKeys(): SigningKeys
}

type Tools = { store: QstashStore; queue: QstashQueue; nowMs: () => number; options: Options }

/**
 * QStash's publishing, batches, delays, deduplication, retries, flow control and dead letters, as far
 * as Hallway uses them. Deliveries are signed; what was accepted survives a crash of this process.
 */
export async function startQstashGateway(options: Options): Promise<QstashGateway> {
  let aheadMs = options.aheadMs ?? 0
  const nowMs = () => Date.now() + aheadMs
  const store = new QstashStore(options.file)
  const { keyRing, retryScale = 1 } = options
  const signingKey = () => keyRing.keys().current
  const queue = new QstashQueue({ store, signingKey, nowMs, retryScale })
  const tools = { store, queue, nowMs, options }
  const server = await serveHttp((asked) => answer(asked, tools), options.port)
  queue.wake()
  return {
    ...server,
    advance: (ms) => {
      aheadMs += ms
      queue.wake()
    },
    counts: () => store.counts(),
    rotateKeys: keyRing.rotate,
    stop: async () => {
      await server.stop()
      await queue.stop()
      store.close()
    },
  }
}

function answer(asked: Asked, tools: Tools): Answer {
  const { method, url, headers } = asked
  if (headers.authorization !== `Bearer ${tools.options.token}`)
    return json({ error: 'unable to authenticate: invalid token' }, 401)
  try {
    if (method === 'POST' && url.startsWith('/v2/publish/')) return publish(asked, tools)
    if (method === 'POST' && url === '/v2/batch') return publishBatch(asked, tools)
    const { pathname, searchParams } = new URL(url, 'http://qstash.local')
    const [, version, kind = '', id = ''] = pathname.split('/').map(decodeURIComponent)
    if (version !== 'v2') return notFound()
    if (kind === 'messages' && id) return oneMessage(method, id, tools)
    if (kind === 'dlq') return deadLetters({ method, id, searchParams }, tools)
    if (kind === 'keys') return signingKeys(method, id, tools.options.keyRing)
    return notFound()
  } catch (error) {
    if (error instanceof Refused || error instanceof SyntaxError)
      return json({ error: error.message }, 400)
    throw error
  }
}

const notFound = () => json({ error: 'not found' }, 404)

type Publishing = { destination: string; headers: Asked['headers']; body: Buffer }

function publish({ url, headers, body }: Asked, tools: Tools): Answer {
  // As it was sent: the destination is not escaped, and its own query belongs to it.
  const destination = url.slice('/v2/publish/'.length)
  const [done] = accept([{ destination, headers, body }], tools)
  return json(done, done?.deduplicated ? 202 : 201)
}

function publishBatch({ body }: Asked, tools: Tools): Answer {
  const items: unknown = JSON.parse(body.toString())
  if (!Array.isArray(items)) throw new Refused('a batch is a list')
  const publishing = items.map(({ destination = '', headers = {}, body: content = '', queue }) => {
    if (queue) throw new Refused('this local QStash does not offer queues')
    return { destination: String(destination), headers, body: Buffer.from(String(content)) }
  })
  return json(accept(publishing, tools))
}

type Accepted = { messageId: string; deduplicated?: true }

function accept(all: readonly Publishing[], { store, queue, nowMs }: Tools): Accepted[] {
  const taken = new Map<string, string>()
  const accepted: Accepted[] = []
  const added: Parameters<QstashStore['addAll']>[0][number][] = []
  for (const publishing of all) {
    const message = readMessage(publishing, nowMs())
    const key = deduplicationKey(publishing)
    const earlier = key && (taken.get(key) ?? store.findDuplicate(key, nowMs()))
    if (earlier) {
      accepted.push({ messageId: earlier, deduplicated: true })
      continue
    }
    if (key) taken.set(key, message.id)
    const deduplicate = key ? { key, expiresAtMs: nowMs() + DEDUPLICATION_MS } : null
    added.push({ message, deduplicate })
    accepted.push({ messageId: message.id })
  }
  store.addAll(added)
  // After this answer: the publisher hears that it is kept before the message arrives.
  setImmediate(() => queue.wake())
  return accepted
}

function deduplicationKey({ destination, headers, body }: Publishing): string | null {
  const lowercased = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ])
  const { 'upstash-deduplication-id': id, 'upstash-content-based-deduplication': byContent } =
    Object.fromEntries(lowercased)
  if (id) return `id:${id}`
  if (byContent !== 'true') return null
  return `content:${createHash('sha256').update(destination).update('\n').update(body).digest('hex')}`
}

function oneMessage(method: string, id: string, { store }: Tools): Answer {
  const message = store.find(id)
  if (!message) return json({ error: `message ${id} not found` }, 404)
  if (method === 'GET') return json(describe(message))
  if (method !== 'DELETE') return notFound()
  store.remove(id)
  return json({ cancelled: 1 })
}

/** https://upstash.com/docs/qstash/api-reference/signing-keys/rotate-signing-keys */
function signingKeys(method: string, action: string, { keys, rotate }: KeyRing): Answer {
  if (method === 'GET' && !action) return json(keys())
  return method === 'POST' && action === 'rotate' ? json(rotate()) : notFound()
}

type DlqRequest = { method: string; id: string; searchParams: URLSearchParams }

function deadLetters({ method, id, searchParams }: DlqRequest, tools: Tools): Answer {
  const { store } = tools
  if (method === 'POST' && id === 'retry') return retryDead(chosen(searchParams, store), tools)
  if (method === 'DELETE') {
    const letters = id
      ? [store.findDead(id)].filter((letter) => letter !== null)
      : chosen(searchParams, store)
    if (id && letters.length === 0) return json({ error: `dlq message ${id} not found` }, 404)
    for (const letter of letters) store.remove(letter.id)
    return json({ deleted: letters.length })
  }
  if (method !== 'GET') return notFound()
  if (id) {
    const letter = store.findDead(id)
    return letter ? json(describeDead(letter)) : json({ error: `dlq message ${id} not found` }, 404)
  }
  const after = Number(searchParams.get('cursor') ?? 0)
  const limit = Math.min(Number(searchParams.get('count') ?? MAX_PAGE), MAX_PAGE)
  const page = store.listDead({ after, limit: limit + 1 })
  const more = page.length > limit ? { cursor: String(after + limit) } : {}
  return json({ messages: page.slice(0, limit).map(describeDead), ...more })
}

/** The letters that a bulk action is about: some by id, or as many as one call takes. */
function chosen(searchParams: URLSearchParams, store: QstashStore): DeadLetter[] {
  const ids = searchParams.getAll('dlqIds').flatMap((list) => list.split(','))
  if (ids.length === 0) return store.listDead({ after: 0, limit: MAX_PAGE })
  return ids.map((id) => store.findDead(id)).filter((letter) => letter !== null)
}

function retryDead(letters: readonly DeadLetter[], { store, queue, nowMs }: Tools): Answer {
  for (const { dlqId } of letters) store.revive(dlqId, nowMs())
  setImmediate(() => queue.wake())
  return json({ responses: letters.map(({ id }) => ({ messageId: id })) })
}

const describe = (message: QueuedMessage) => ({
  messageId: message.id,
  url: message.url,
  method: message.method,
  header: Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value]]),
  ),
  body: message.body.toString(),
  maxRetries: message.maxRetries,
  notBefore: message.dueAtMs,
  createdAt: message.createdAtMs,
  retried: message.retried,
  ...(message.label ? { label: message.label } : {}),
  ...(message.flow ? { flowControlKey: message.flow.key } : {}),
})

const describeDead = ({ dlqId, answer, ...message }: DeadLetter) => ({
  ...describe(message),
  dlqId,
  responseStatus: answer.status,
  responseHeader: Object.fromEntries(
    Object.entries(answer.headers).map(([n, value]) => [n, [value]]),
  ),
  responseBody: answer.body,
})

import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** What came back for one request. */
export type Answer = {
  readonly status: number
  /** Names in lower case; what was sent twice is here twice. */
  readonly headers: readonly (readonly [string, string])[]
  /** As text, decompressed. */
  readonly body: string
}

/** Longer than the site waits for a body that does not come (workers/gateway/read-body.ts). */
export const PATIENCE_MS = 15_000

export const headerOf = (answer: Pick<Answer, 'headers'>, name: string) =>
  answer.headers.find(([given]) => given === name)?.[1] ?? null

/**
 * Sends bytes as they are, on a connection of their own, for what no client would send. Null when the
 * connection ends without an answer. Throws when nothing comes at all.
 */
export function exchange(port: number, wire: string): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const isHead = wire.startsWith('HEAD ')
    const socket = connect(port, '127.0.0.1')
    const read = (ended: boolean) => readAnswer(Buffer.concat(chunks), { isHead, ended })
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy()
      reject(new Error('there was no answer'))
    })
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const answer = read(false)
      if (!answer) return
      resolve(answer)
      socket.destroy()
    })
    // Whoever is refused may be cut off: what came before that is the answer.
    socket.on('error', () => {})
    socket.on('close', () => resolve(read(true)))
    // No more comes: who waits for the rest of a body or a head need not.
    socket.end(wire, 'latin1')
  })
}

type Reading = { readonly isHead: boolean; readonly ended: boolean }

function readAnswer(bytes: Buffer, reading: Reading): Answer | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(first)?.[1])
  const rest = bytes.subarray(end + 4)
  if (status < 200) return readAnswer(rest, reading)
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const empty = reading.isHead || status === 204 || status === 304
  const body = empty ? Buffer.alloc(0) : readBody(rest, { headers }, reading.ended)
  return body && { status, headers, body: decompress(body, { headers }) }
}

/** Null while it is not whole. */
function readBody(bytes: Buffer, answer: Pick<Answer, 'headers'>, ended: boolean): Buffer | null {
  if (headerOf(answer, 'transfer-encoding') === 'chunked') return joinChunks(bytes)
  const length = headerOf(answer, 'content-length')
  if (length === null) return ended ? bytes : null
  return bytes.length >= Number(length) ? bytes.subarray(0, Number(length)) : null
}

function joinChunks(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const length = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (length === 0) return Buffer.concat(parts)
    if (bytes.length < lineEnd + 2 + length) return null
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
}

/** A body as text, whether it came compressed or not. */
export const decompress = (body: Buffer, answer: Pick<Answer, 'headers'>): string =>
  (headerOf(answer, 'content-encoding') === 'gzip' && body.length > 0
    ? gunzipSync(body)
    : body
  ).toString()

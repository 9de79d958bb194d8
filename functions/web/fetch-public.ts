import { readBytes } from '../foreign/read-bytes.ts'
import { readPublicUrl } from './public-url.ts'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type PublicRequest = {
  /** GET unless told otherwise. Of a HEAD, only the status is an answer. */
  readonly method?: 'GET' | 'HEAD'
  /** Media types that will do, such as `text/html` or `image/*`. They are also what we ask for. */
  readonly accept: readonly string[]
  readonly maxBytes: number
  /** What to do with a body longer than `maxBytes`: fail with `too_large`, or keep its beginning. */
  readonly whenLonger?: 'fail' | 'cut'
  /** What an earlier answer said: with either, an answer may be 304 with no body. */
  readonly etag?: string | null
  readonly lastModified?: string | null
}

export type PublicAnswer = {
  /** Any status but a redirect that we follow. */
  readonly status: number
  /** Where it came from in the end. */
  readonly url: string
  /** Lower case, without parameters; empty when it does not say. */
  readonly mediaType: string
  /** Such as `utf-8`, when it says. */
  readonly charset: string | null
  /** Empty unless the status is 2xx. */
  readonly body: Uint8Array<ArrayBuffer>
  readonly etag: string | null
  readonly lastModified: string | null
  /** Seconds it asks us to wait. */
  readonly retryAfterS: number | null
}

/** Asks the web for an address that a stranger gave us, guarded against SSRF. Throws `PublicFetchFailure` only. */
export type FetchPublic = (url: string, request: PublicRequest) => Promise<PublicAnswer>

/**
 * `address`: it is not on the public web, or redirects to what is not. `type` and `too_large`: it is
 * not what we asked for. The others may pass.
 */
export type PublicFetchReason =
  | 'address'
  | 'redirects'
  | 'timeout'
  | 'unreachable'
  | 'type'
  | 'too_large'

export class PublicFetchFailure extends Error {
  override readonly name = 'PublicFetchFailure'
  readonly reason: PublicFetchReason

  constructor(reason: PublicFetchReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

const TIMEOUT_MS = 8_000
const MAX_REDIRECTS = 4
const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Options = {
  /** Connects to public addresses only, whatever a name resolves to. */
  readonly fetch: Fetch
  readonly userAgent: string
}

/**
 * Within 8 s and `maxBytes` in all, no cookies, at most 4 redirects, each to an address that would
 * have been allowed itself (`readPublicUrl`).
 */
export function createFetchPublic({ fetch, userAgent }: Options): FetchPublic {
  return async (given, request) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const headers = headersOf(request, userAgent)
    const init = { method: request.method ?? 'GET', headers, redirect: 'manual', signal } as const
    try {
      const { response, url } = await follow(fetch, given, init)
      return await readAnswer(response, url, request)
    } catch (cause) {
      if (cause instanceof PublicFetchFailure) throw cause
      throw signal.aborted
        ? new PublicFetchFailure('timeout', `It took longer than ${TIMEOUT_MS} ms`, { cause })
        : new PublicFetchFailure('unreachable', 'It did not answer', { cause })
    }
  }
}

function headersOf({ accept, etag, lastModified }: PublicRequest, userAgent: string) {
  return {
    'User-Agent': userAgent,
    Accept: accept.join(', '),
    ...(etag && { 'If-None-Match': etag }),
    ...(lastModified && { 'If-Modified-Since': lastModified }),
  }
}

async function follow(fetch: Fetch, given: string, init: RequestInit) {
  let url = allowed(given)
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url.href, init)
    const location = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || location === null) return { response, url }
    await response.body?.cancel()
    if (redirects === MAX_REDIRECTS)
      throw new PublicFetchFailure('redirects', `It redirects more than ${MAX_REDIRECTS} times`)
    url = allowed(location, url)
  }
}

function allowed(text: string, base?: URL): URL {
  const url = readPublicUrl(text, base)
  if (url) return url
  const what = base ? 'It redirects to what is' : 'It is'
  throw new PublicFetchFailure('address', `${what} not an address on the public web`)
}

async function readAnswer(
  response: Response,
  url: URL,
  request: PublicRequest,
): Promise<PublicAnswer> {
  const { status, headers } = response
  const type = headers.get('content-type') ?? ''
  const mediaType = type.split(';')[0]?.trim().toLowerCase() ?? ''
  const wanted = response.ok && request.method !== 'HEAD'
  if (wanted && !request.accept.some((pattern) => matches(mediaType, pattern))) {
    await response.body?.cancel()
    throw new PublicFetchFailure('type', `It is ${mediaType || 'of no type'}`)
  }
  if (!wanted) await response.body?.cancel()
  return {
    status,
    url: url.href,
    mediaType,
    charset: /charset\s*=\s*"?([\w:-]+)/i.exec(type)?.[1]?.toLowerCase() ?? null,
    body: wanted ? await readBody(response, request) : new Uint8Array(),
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
    retryAfterS: readSeconds(headers.get('retry-after')),
  }
}

const matches = (mediaType: string, pattern: string) =>
  pattern === '*/*' ||
  pattern === mediaType ||
  (pattern.endsWith('/*') && mediaType.startsWith(pattern.slice(0, -1)))

const readSeconds = (text: string | null) => (text && /^\d{1,7}$/.test(text) ? Number(text) : null)

async function readBody(response: Response, { maxBytes, whenLonger = 'fail' }: PublicRequest) {
  const { bytes, isLonger } = await readBytes(response, maxBytes)
  if (isLonger && whenLonger === 'fail')
    throw new PublicFetchFailure('too_large', `It is longer than ${maxBytes} bytes`)
  return bytes
}

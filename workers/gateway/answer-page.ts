import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { cacheKey } from './cache-policy.ts'
import type { CachedPage, CacheState } from './cached-page.ts'
import type { GatewayOptions } from './gateway.ts'
import { isForVisitors, REFUSED_HEADER, readKeeping, SHARED_CACHE_HEADER } from './keeping.ts'

export type PageRequest = {
  request: Request
  requestId: string
  /** Canonical. */
  path: string
  variant: string
  origin: string
  freshMs: number
}

/** Takes half the time of 5, for pages that are six parts in a hundred larger. 1 takes as long. */
const GZIP_LEVEL = 2

/** Answers an anonymous GET or HEAD from the page cache, or with a page made for it. */
export async function answerPage(page: PageRequest, options: GatewayOptions): Promise<Response> {
  const { request, path, variant, freshMs } = page
  const accept = request.headers.get('accept')
  const json = accept !== null && wantsJson(accept)
  const key = cacheKey(path, variant, json)

  try {
    const found = await options.pageCache.get({
      key,
      nowMs: options.nowMs,
      freshMs,
      render: () => render(page, json, options),
      keepAlive: options.keepAlive,
    })
    return respond(page, found.page, found.state)
  } catch (error) {
    if (!(error instanceof RenderRefused)) throw error
    return options.refuse(request, page.requestId)
  }
}

/** There was no place for a render, nor an old copy of the page. */
class RenderRefused extends Error {}

/** Programs that ask for JSON get their errors as JSON; pages are HTML for everybody. */
export const wantsJson = (accept: string) =>
  /\bapplication\/(?:problem\+)?json\b/.test(accept) && !accept.includes('text/html')

/** Asking PublicPages costs more than refusing. Where a shared cache stands before it, that may have the page. */
const isRefused = (pathname: string, { pageCache, refuses }: GatewayOptions) =>
  pageCache.hasSharedCache === false && refuses({ method: 'GET', pathname, isPublic: true })

/** The request passed on has no cookie, no authorization and no address: only which page. */
async function render(
  { origin, path, requestId }: PageRequest,
  json: boolean,
  options: GatewayOptions,
): Promise<CachedPage> {
  if (isRefused(path, options)) throw new RenderRefused()
  const { publicPages, pageCache } = options
  const asking = {
    Accept: json ? 'application/problem+json' : 'text/html',
    'X-Request-Id': requestId,
  }
  // What moved is for the visitor to follow: a binding would follow it itself, and answer 200.
  const response = await publicPages(
    new Request(`${origin}${path}`, { headers: asking, redirect: 'manual' }),
  )
  const { status, headers } = response
  if (headers.has(REFUSED_HEADER)) throw new RenderRefused()
  const body = new Uint8Array(await response.arrayBuffer())
  if (headers.has('set-cookie')) throw new Error(`${path} set a cookie on a public page`)
  const isPicture = /^image\/(?!svg)/.test(headers.get('content-type') ?? '')
  const gzip = isPicture ? null : gzipSync(body, { level: GZIP_LEVEL })
  const keeping = readKeeping(headers)
  // Only what may be kept tells: of the rest a shared cache may not say that it stands there.
  if (keeping.keep) pageCache.hasSharedCache ||= headers.has(SHARED_CACHE_HEADER)
  // Only of what exists: an error has none, so that nobody is told that they have the page (RFC 9110, 13.2.1).
  const etag = keeping.keep && status === 200 ? etagOf(gzip ?? body) : null
  const shown = [...headers].filter(([name]) => isForVisitors(name))
  return {
    ...{ status, body, gzip, etag, ...keeping },
    headers: etag === null ? shown : [...shown, ['etag', etag]],
  }
}

/** Weak: it stands for the page, compressed or not (RFC 9110, 8.8.1). */
const etagOf = (bytes: Uint8Array) =>
  `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`

/** Unique among requests: a random part for this isolate, and a number. Random digits each time cost more than the rest of a hit. */
let isolate = ''
let answered = 0
export function newRequestId(): string {
  // Random values may not be made before there is a request.
  isolate ||= crypto.randomUUID().slice(0, 18)
  answered += 1
  return `${isolate}-${answered.toString(36)}`
}

/** Headers of hits, made once for each page: copying them is most of what an answer costs. */
const readyHeaders = {
  plain: new WeakMap<CachedPage, Headers>(),
  gzip: new WeakMap<CachedPage, Headers>(),
  br: new WeakMap<CachedPage, Headers>(),
}

/**
 * A whole page from the cache, for whoever has not got it yet. Without a request id: the log has no
 * line for a hit, so there is nothing that it could lead to.
 */
export function respondAgain(page: CachedPage, acceptEncoding: string | null): Response {
  const encoding = encodingFor(page, acceptEncoding)
  let headers = readyHeaders[encoding].get(page)
  if (headers === undefined) {
    headers = new Headers(headersOf(page, 'hit', encoding))
    readyHeaders[encoding].set(page, headers)
  }
  return new Response(bodyOf(page, encoding), {
    status: page.status,
    headers,
    encodeBody: 'manual',
  })
}

type Encoding = keyof typeof readyHeaders

/**
 * Browsers all take gzip, which is made once for them; at the same cost brotli is three parts in a hundred
 * smaller, so it is for whoever takes nothing else. Who says nothing gets plain bytes.
 */
function encodingFor({ gzip }: CachedPage, acceptEncoding: string | null): Encoding {
  if (gzip === null || acceptEncoding === null) return 'plain'
  if (GZIP.test(acceptEncoding)) return 'gzip'
  return BROTLI.test(acceptEncoding) ? 'br' : 'plain'
}

/** Named, and not with a weight of nothing (RFC 9110, 12.5.3). */
const taking = (coding: string) =>
  new RegExp(`\\b${coding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`, 'i')
const GZIP = taking('gzip')
const BROTLI = taking('br')
const BROTLI_PARAMS = { [constants.BROTLI_PARAM_QUALITY]: 4 }

const brotlis = new WeakMap<CachedPage, Uint8Array>()

function bodyOf(page: CachedPage, encoding: Encoding): Uint8Array {
  if (encoding === 'plain' || page.gzip === null) return page.body
  if (encoding === 'gzip') return page.gzip
  const made = brotlis.get(page) ?? brotliCompressSync(page.body, { params: BROTLI_PARAMS })
  brotlis.set(page, made)
  return made
}

/** By names in lower case. A record and not `Headers`: a Response makes its own of either. */
function headersOf({ headers }: CachedPage, state: CacheState, encoding: Encoding) {
  const all: Record<string, string> = Object.fromEntries(headers)
  if (encoding !== 'plain') all['content-encoding'] = encoding
  all['x-cache'] = state
  // What the render took belongs to whoever waited for it. Of a hit there is nothing to tell, and each
  // header is one part in eighty of what it costs.
  if (state === 'hit') delete all['server-timing']
  if (state === 'stale') all['server-timing'] = 'cache;desc=stale'
  return all
}

function respond(
  { request, requestId }: PageRequest,
  page: CachedPage,
  state: CacheState,
): Response {
  const { status, etag } = page
  const encoding = encodingFor(page, request.headers.get('accept-encoding'))
  const headers = headersOf(page, state, encoding)
  headers['x-request-id'] = requestId
  if (etag !== null && matches(request.headers.get('if-none-match'), etag)) {
    delete headers['content-type']
    delete headers['content-encoding']
    return new Response(null, { status: 304, headers })
  }
  const body = request.method === 'HEAD' ? null : bodyOf(page, encoding)
  return new Response(body, { status, headers, encodeBody: 'manual' })
}

/** Weak comparison, as RFC 9110 13.1.2 wants it for GET. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((tag) => tag.trim() === etag)
}

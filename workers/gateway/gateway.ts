import type { Lane } from '#functions/jobs.ts'
import { personalAreas } from '#functions/paths.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Settings } from '../env.ts'
import type { Asked } from '../overload/admission.ts'
import { plainAnswer } from '../safe-headers.ts'
import { answerPage, newRequestId, respondAgain } from './answer-page.ts'
import { cacheKey, freshMsFor, type variantOf } from './cache-policy.ts'
import { canonicalPath, type KnownParams, unescapedPath } from './canonical-url.ts'
import { KnownUrls } from './known-urls.ts'
import type { PageCache } from './page-cache.ts'
import { readBody } from './read-body.ts'
import type { SiteState } from './site-state.ts'
import { within } from './within.ts'

/** What an isolate keeps between requests. */
export type Memory = {
  settings: Pick<Settings, 'ORIGIN' | 'PAGE_CACHE_SECONDS'>
  pageCache: PageCache
  /** The site's state when it is known well enough, else null. */
  memoizedState: (nowMs: number) => SiteState | null
  nowMs: () => number
  variantOf: typeof variantOf
}

export type GatewayOptions = Memory & {
  /** Pictures have a place of their own: they are large, and must not push pages out. */
  pictureCache: PageCache
  readState: (nowMs: number) => Promise<SiteState>
  /** What tells the query parameters that the page at a path knows: hardly any address has any. */
  loadKnownParams: () => Promise<(path: string) => KnownParams>
  /** The places that a delivery for a job takes. Most isolates never see one. */
  loadLane: (job: string) => Promise<Lane>
  /** Renders a page for nobody in particular. The request given to it carries nothing personal. */
  publicPages: (request: Request) => Promise<Response>
  /** The answer of `work`, or null when there is no place for one more. */
  admit: (asked: Asked, work: () => Promise<Response>) => Promise<Response | null>
  /** Whether there is no place for a request, before it is known whether it needs one. */
  refuses: (asked: Asked) => boolean
  /** 503 for a request that is one too many. */
  refuse: (request: Request, requestId: string) => Promise<Response>
  /** Everything else: signed-in pages, forms, sign-in, the queue. */
  site: (request: Request, context: { state: SiteState; requestId: string }) => Promise<Response>
  assets: (request: Request) => Promise<Response>
  keepAlive: (work: Promise<unknown>) => void
}

const PERSONAL_PATH = within(Object.values(personalAreas))
/** On Cloudflare the files that there are come before the Worker; on one machine they come here. */
const ASSET_PATHS = ['/favicon.ico', '/apple-touch-icon.png']
const isAsset = (path: string) => path.startsWith('/assets/') || ASSET_PATHS.includes(path)
/** What the queue delivers. */
const DELIVERY_PATH = '/_queues/'
/** The same for everybody, whoever asks. */
const PICTURE_PATH = '/pictures/'
/** A picture on its way through costs its host a request, and hardly ever changes. */
const PICTURE_FRESH_MS = 60 * 60 * 1000

const knownUrls = new KnownUrls()

/**
 * The answer to nearly every request: a page that somebody has asked for a moment ago, for somebody
 * who is not signed in. Null when it takes more than that. Awaits nothing, and makes little.
 */
export function serveFromCache(request: Request, memory: Memory): Response | null {
  const path = request.method === 'GET' ? knownUrls.pathOf(request.url) : undefined
  if (path === undefined) return null
  const nowMs = memory.nowMs()
  const state = memory.memoizedState(nowMs)
  if (state === null) return null
  const freshMs = freshMsFor(request, state, nowMs, memory.settings)
  if (freshMs === null) return null
  const { headers } = request
  const key = cacheKey(path, memory.variantOf(request, state))
  const page = memory.pageCache.getFresh(key, nowMs, freshMs)
  // Errors are told as JSON to whoever asks for that; a page is the same for all.
  if (page === null || page.status !== 200 || headers.get('if-none-match') !== null) return null
  return respondAgain(page, headers.get('accept-encoding'))
}

/**
 * Four questions, then an answer: are we read-only, who is asking, is there a place, which page? Runs
 * on every request that `serveFromCache` cannot answer.
 */
export async function gateway(request: Request, options: GatewayOptions): Promise<Response> {
  const requestId = newRequestId()
  const nowMs = options.nowMs()
  const origin = options.settings.ORIGIN
  const url = URL.parse(request.url)
  if (url === null) return plainAnswer(NO_ADDRESS, { status: 400, requestId, origin })
  const { search } = url
  const pathname = unescapedPath(url.pathname)
  const { method } = request
  const safe = method === 'GET' || method === 'HEAD'
  if (safe && isAsset(pathname)) return options.assets(request)

  const state = options.memoizedState(nowMs) ?? (await options.readState(nowMs))
  const picture = safe && pathname.startsWith(PICTURE_PATH)
  const freshMs = picture ? PICTURE_FRESH_MS : freshMsFor(request, state, nowMs, options.settings)
  if (!safe || freshMs === null || PERSONAL_PATH.test(pathname)) {
    const job = pathname.startsWith(DELIVERY_PATH) ? pathname.slice(DELIVERY_PATH.length) : null
    const asked = { method, pathname, ...(job !== null && { lane: await options.loadLane(job) }) }
    // Nobody's body is read to be refused.
    if (!safe && options.refuses(asked)) return options.refuse(request, requestId)
    const body = safe ? null : await readBody(request)
    if (body === 'late' || body === 'broken') {
      const { status, text } = UNREAD[body]
      return plainAnswer(text, { status, requestId, origin })
    }
    const readOnly = isReadOnly(state.mode, new Date(nowMs))
    // What is refused must cost next to nothing, so the request is made over only after this.
    const work = () => options.site(forSite(request, { body, readOnly }), { state, requestId })
    const answer = await options.admit(asked, work)
    return answer ?? options.refuse(request, requestId)
  }

  const path =
    search === '' ? pathname : canonicalPath({ pathname, search }, await options.loadKnownParams())
  const variant = options.variantOf(request, state)
  const page = { request, requestId, path, variant, origin, freshMs }
  if (picture) return answerPage(page, { ...options, pageCache: options.pictureCache })
  const answer = await answerPage(page, options)
  if (answer.status === 200) knownUrls.set(request.url, path)
  return answer
}

/** For a body that did not come: nobody can be waiting for more than a word. */
const UNREAD = {
  late: {
    status: 408,
    text: 'The request did not arrive in time. Nothing was saved: send it again',
  },
  broken: { status: 400, text: 'The request could not be read. Nothing was saved: send it again' },
}

type Read = { body: Uint8Array | null; readOnly: boolean }

/** While read-only everybody is anonymous: their cookies are ignored, not deleted. */
function forSite(request: Request, { body, readOnly }: Read): Request {
  if (readOnly) {
    const headers = new Headers(request.headers)
    headers.delete('Cookie')
    return new Request(request, { headers, body })
  }
  // The body of a GET means nothing (RFC 9110, 9.3.1).
  return body === request.body ? request : new Request(request, { body })
}

/** workerd puts whatever stands in `Host` before the path; Cloudflare lets no such request through. */
const NO_ADDRESS = 'The host of this request makes no address'

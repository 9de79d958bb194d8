import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Settings } from '../env.ts'
import { answerPage, type PageRequest } from './answer-page.ts'
import { canonicalPath } from './canonical-url.ts'
import type { PageCache } from './page-cache.ts'
import type { SiteState } from './site-state.ts'

export type GatewayOptions = {
  settings: Pick<Settings, 'ORIGIN' | 'PAGE_CACHE_SECONDS'>
  pageCache: PageCache
  /** The site's state: at once when it is known well enough, else as soon as it has been read. */
  siteState: (nowMs: number) => SiteState | Promise<SiteState>
  /** Renders a page for nobody in particular. The request given to it carries nothing personal. */
  publicPages: (request: Request) => Promise<Response>
  /** Everything else: signed-in pages, forms, sign-in, the queue. */
  site: (request: Request, state: SiteState) => Promise<Response>
  assets: (request: Request) => Promise<Response>
  keepAlive: (work: Promise<unknown>) => void
  nowMs: () => number
}

/** While read-only a page may be this old before it is made anew. */
const READ_ONLY_FRESH_MS = 60 * 60 * 1000

const SESSION_COOKIE = /(?:^|;\s*)__Host-session=/
const PERSONAL_PATH = /^\/(?:dashboard|welcome|sign-out|sign-in\/|healthz$|_)/

/**
 * Three questions, then an answer: are we read-only, who is asking, which page? Runs on every
 * request, so the path of an anonymous hit awaits nothing.
 */
export async function gateway(request: Request, options: GatewayOptions): Promise<Response> {
  const requestId = crypto.randomUUID()
  const nowMs = options.nowMs()
  const url = new URL(request.url)
  if (url.pathname.startsWith('/assets/')) return options.assets(request)

  const recalled = options.siteState(nowMs)
  const state = recalled instanceof Promise ? await recalled : recalled
  const readOnly = isReadOnly(state.mode, new Date(nowMs))
  const { method } = request
  const safe = method === 'GET' || method === 'HEAD'

  const cookie = readOnly ? null : request.headers.get('cookie')
  const personal =
    !safe || PERSONAL_PATH.test(url.pathname) || (cookie !== null && SESSION_COOKIE.test(cookie))
  if (personal) return options.site(forSite(request, requestId, readOnly), state)

  const page: PageRequest = {
    request,
    requestId,
    nowMs,
    path: canonicalPath(url),
    origin: options.settings.ORIGIN,
    freshMs: readOnly ? READ_ONLY_FRESH_MS : options.settings.PAGE_CACHE_SECONDS * 1000,
  }
  return answerPage(page, options)
}

/** While read-only everybody is anonymous: their cookies are ignored, not deleted. */
function forSite(request: Request, requestId: string, readOnly: boolean): Request {
  const headers = new Headers(request.headers)
  headers.set('X-Request-Id', requestId)
  if (readOnly) headers.delete('Cookie')
  return new Request(request, { headers })
}

import { isReadOnly } from '#functions/site/site-mode.ts'
import type { Settings } from '../env.ts'
import type { SiteState } from './site-state.ts'

/** While read-only a page may be this old before it is made anew. */
const READ_ONLY_FRESH_MS = 60 * 60 * 1000

const SESSION_COOKIE = /(?:^|;\s*)__Host-session=/

/**
 * How old a page from the cache may be for whoever asks; null for the signed-in, whose pages are made
 * for them. While read-only nobody is signed in.
 */
export function freshMsFor(
  { headers }: Request,
  { mode }: SiteState,
  nowMs: number,
  { PAGE_CACHE_SECONDS }: Pick<Settings, 'PAGE_CACHE_SECONDS'>,
): number | null {
  if (mode.readOnly && isReadOnly(mode, new Date(nowMs))) return READ_ONLY_FRESH_MS
  const cookie = headers.get('cookie')
  if (cookie !== null && SESSION_COOKIE.test(cookie)) return null
  return PAGE_CACHE_SECONDS * 1000
}

/**
 * Which of the pages that have one address this visitor gets, such as by a flag or an experiment; all
 * get the same today. A word without a slash. Whoever gives out another than `''` also tells PublicPages
 * (`render` in answer-page.ts) by a header, which its answers then name in `Vary`.
 */
export const variantOf = (_request: Request, _state: SiteState): string => ''

/** What a page is kept under. Errors are kept as JSON too, for whoever asks for that. */
export const cacheKey = (path: string, variant: string, json = false) =>
  (json ? `json ${variant}` : variant) + path

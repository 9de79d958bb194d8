import * as z from 'zod'
import { cleanLine } from '../text/clean-line.ts'
import { hasText, isWebUrl } from '../text/sanitize-html.ts'
import { foldHtml, sanitizePostHtml } from './post-html.ts'
import type { SourcePost } from './post-source.ts'

const status = z.object({
  id: z.string().min(1).max(100),
  uri: z.string().min(1).max(2000),
  url: z.string().max(2000).nullish().catch(null),
  created_at: z.string(),
  edited_at: z.string().nullish().catch(null),
  visibility: z.string(),
  language: z.string().nullish().catch(null),
  spoiler_text: z.string().catch(''),
  content: z.string(),
  reblog: z.unknown().optional(),
  account: z.object({
    acct: z.string().min(1).max(500),
    display_name: z.string().catch(''),
    noindex: z.boolean().nullish().catch(null),
  }),
})

const sourceId = z.object({ id: z.string().min(1).max(100) })

/** The statuses' own ids as they came, newest first: where to go on when there is no Link header. */
export const readIds = (json: unknown): string[] =>
  (Array.isArray(json) ? json : []).flatMap((item) => {
    const result = sourceId.safeParse(item)
    return result.success ? [result.data.id] : []
  })

/**
 * One status, or null when it is not for us to show: not public, empty, a boost, unreadable, or by
 * somebody who asked search engines to stay away (`noindex`), since our pages are indexed.
 * `indexable` is about full-text search inside Mastodon and is not asked. Never throws.
 */
export function parseStatus(json: unknown, host: string): SourcePost | null {
  const result = status.safeParse(json)
  if (!result.success) return null
  const { account, content, ...post } = result.data
  if (post.visibility !== 'public' || post.reblog || account.noindex) return null
  const html = sanitizePostHtml(content)
  const postedAt = readDate(post.created_at)
  const url = post.url && isWebUrl(post.url) ? post.url : post.uri
  if (!hasText(html) || postedAt === null || !isWebUrl(url)) return null
  const warning = cleanLine(post.spoiler_text, 200)
  const handle = cleanLine(account.acct, 200)
  return {
    externalId: post.uri,
    sourceId: post.id,
    url,
    authorName: cleanLine(account.display_name, 100) || handle,
    authorHandle: handle.includes('@') ? `@${handle}` : `@${handle}@${host}`,
    html: warning ? foldHtml(warning, html) : html,
    language: post.language && /^[a-z]{2,3}(-\w+)*$/i.test(post.language) ? post.language : null,
    postedAt,
    editedAt: readDate(post.edited_at),
  }
}

function readDate(text: string | null | undefined): Date | null {
  const date = new Date(text ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}

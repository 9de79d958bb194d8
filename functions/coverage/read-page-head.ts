import { type HtmlVisitor, walkHtml } from '../foreign/walk-html.ts'

/** What a page says of itself, unchecked: whoever uses it cleans it. */
export type PageHead = {
  title?: string
  author?: string
  siteName?: string
  image?: string
  durationS?: string
  /** Where its provider describes it as JSON. */
  oembedUrl?: string
}

/** Longer than any title; a page that never closes its title fills no memory. */
const MAX_CHARS = 2_000

/** By the name of a `<meta>`, the better name first. */
const METAS: readonly (readonly [keyof PageHead, string])[] = [
  ['title', 'og:title'],
  ['title', 'twitter:title'],
  ['title', 'citation_title'],
  ['author', 'author'],
  ['author', 'article:author'],
  ['author', 'citation_author'],
  ['siteName', 'og:site_name'],
  ['image', 'og:image:secure_url'],
  ['image', 'og:image'],
  ['image', 'twitter:image'],
  ['durationS', 'og:video:duration'],
  ['durationS', 'video:duration'],
]

/** More than any head has; what is nested in one at all is a `<noscript>`. */
const LIMITS = { maxParts: 20_000, maxDepth: 32 }

/**
 * Reads OpenGraph, `<title>` and the link to an oEmbed answer out of HTML, however broken, and nothing
 * of what is behind its head.
 */
export function readPageHead(html: string): PageHead {
  const metas = new Map<string, string>()
  let oembedUrl: string | undefined
  let title = ''
  let inTitle = false
  const visitor: HtmlVisitor = {
    open({ name, attributes }) {
      if (name === 'title' && title === '') inTitle = true
      const content = attributes.content?.slice(0, MAX_CHARS)
      const key = (attributes.property ?? attributes.name ?? '').toLowerCase()
      if (name === 'meta' && content && !metas.has(key)) metas.set(key, content)
      if (name === 'link' && attributes.type === 'application/json+oembed')
        oembedUrl ??= attributes.href
      return name === 'body'
    },
    text(text) {
      if (inTitle && title.length < MAX_CHARS) title += text
    },
    close(name) {
      if (name === 'title') inTitle = false
      return name === 'head'
    },
  }
  walkHtml(html, visitor, LIMITS)

  const head: PageHead = { ...(oembedUrl && { oembedUrl }) }
  for (const [field, name] of METAS) {
    const content = metas.get(name)
    if (content && !head[field]) head[field] = content
  }
  if (title && !head.title) head.title = title
  return head
}

import { Parser } from 'htmlparser2'

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

/** Reads OpenGraph, `<title>` and the link to an oEmbed answer out of HTML, however broken. */
export function readPageHead(html: string): PageHead {
  const metas = new Map<string, string>()
  let oembedUrl: string | undefined
  let title = ''
  let inTitle = false
  const parser = new Parser({
    onopentag(name, attribs) {
      if (name === 'title' && title === '') inTitle = true
      const content = attribs.content?.slice(0, MAX_CHARS)
      const key = (attribs.property ?? attribs.name ?? '').toLowerCase()
      if (name === 'meta' && content && !metas.has(key)) metas.set(key, content)
      if (name === 'link' && attribs.type === 'application/json+oembed') oembedUrl ??= attribs.href
    },
    ontext(text) {
      if (inTitle && title.length < MAX_CHARS) title += text
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false
    },
  })
  parser.end(html)

  const head: PageHead = { ...(oembedUrl && { oembedUrl }) }
  for (const [field, name] of METAS) {
    const content = metas.get(name)
    if (content && !head[field]) head[field] = content
  }
  if (title && !head.title) head.title = title
  return head
}

import { escapeHtml } from '../text/escape-html.ts'
import {
  isWebUrl,
  REL,
  sanitize,
  toParagraph,
  toSpan,
  withoutControls,
} from '../text/sanitize-html.ts'

/** Longer posts are cut: a page shows many, and no network's own limit is near this. */
const MAX_HTML_CHARS = 20_000

/** A link out of a post. `url` must be a web URL. */
const linkHtml = (url: string, label: string) =>
  `<a href="${escapeHtml(url)}" rel="${REL}">${escapeHtml(label)}</a>`

const hasClass = (attribs: Record<string, string>, name: string) =>
  attribs.class?.split(/\s+/).includes(name) ?? false

const blocks = ['li', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/**
 * Foreign HTML with nothing left but paragraphs, line breaks, spans and links to the web. Mastodon
 * shortens long URLs with spans of class `invisible` and `ellipsis`, which need a style sheet to read
 * well; here the first are left out and the second end in `…`.
 */
export function sanitizePostHtml(html: string): string {
  const endsInDots: boolean[] = []
  return sanitize(withoutControls(html).slice(0, MAX_HTML_CHARS), {
    allowedTags: ['a', 'p', 'br', 'span'],
    transformTags: {
      a: (_, { href = '' }) =>
        isWebUrl(href) ? { tagName: 'a', attribs: { href, rel: REL } } : toSpan,
      ...Object.fromEntries(blocks.map((tag) => [tag, toParagraph])),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'span' && hasClass(attribs, 'invisible'),
    onOpenTag: (_, attribs) => endsInDots.push(hasClass(attribs, 'ellipsis')),
    onCloseTag: () => endsInDots.pop(),
    textFilter: (text) => (endsInDots.at(-1) ? `${text}…` : text),
  }).trim()
}

/** Folds a post behind its author's content warning, which works without scripts. */
export const foldHtml = (warning: string, html: string) =>
  `<details><summary>${escapeHtml(warning)}</summary>${html}</details>`

type TextLink = { url: string; expandedUrl: string; label: string }

/** Plain text as a paragraph: line breaks kept, and each `url` in it turned into the link that it stands for. */
export function textToHtml(text: string, links: readonly TextLink[]): string {
  const byUrl = new Map(links.map((link) => [link.url, link]))
  const html = withoutControls(text)
    .slice(0, MAX_HTML_CHARS)
    .split(/(https?:\/\/t\.co\/\w+)/)
    .map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part)
      const link = byUrl.get(part)
      return link && isWebUrl(link.expandedUrl)
        ? linkHtml(link.expandedUrl, link.label)
        : linkHtml(part, part)
    })
  return `<p>${html.join('').trim().replace(/\r?\n/g, '<br>')}</p>`
}

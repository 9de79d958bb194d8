import sanitizeHtml from 'sanitize-html'
import { escapeHtml, escapeText } from '../escape-html.ts'

/** Longer posts are cut: a page shows many, and no network's own limit is near this. */
const MAX_HTML_CHARS = 20_000
const MAX_DESCRIPTION_CHARS = 60_000
const MAX_NESTING = 12
/** What is nested deeper is nobody's writing: nothing is left of it. The parser's work grows with the depth. */
const MAX_OPEN_TAGS = 200

class TooDeep extends Error {}

/** Sanitises HTML, however deep it is in an `<iframe>` too; empty for what is nested too deeply. */
function sanitize(html: string, options: sanitizeHtml.IOptions): string {
  let depth = 0
  try {
    return sanitizeHtml(html, {
      ...options,
      onOpenTag(name, attributes) {
        depth += 1
        if (depth > MAX_OPEN_TAGS) throw new TooDeep()
        options.onOpenTag?.(name, attributes)
      },
      onCloseTag(name, isImplied) {
        depth -= 1
        options.onCloseTag?.(name, isImplied)
      },
    })
  } catch (error) {
    if (error instanceof TooDeep) return ''
    throw error
  }
}

/** One line of foreign text as Postgres and a page can hold it: no control characters, at most `max` characters. */
export const cleanText = (text: string, max: number) =>
  // A character is two units of text at most.
  [
    ...withoutTurns(withoutControls(text))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 2 * max),
  ]
    .slice(0, max)
    .join('')
    .toWellFormed()

/** Marks that make letters run backwards, so that a name reads as another. */
const withoutTurns = (text: string) => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '')

/** Postgres refuses NUL, and no post means any of the others. Tabs and line breaks stay. */
const withoutControls = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')

/** An address to link to. One with a user in it is made to look as if it led elsewhere. */
export function isWebUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return ['http:', 'https:'].includes(protocol) && username === '' && password === ''
}

const REL = 'nofollow noopener ugc'

/** A link out of a post. `url` must be a web URL. */
const linkHtml = (url: string, label: string) =>
  `<a href="${escapeHtml(url)}" rel="${REL}">${escapeHtml(label)}</a>`

const hasClass = (attribs: Record<string, string>, name: string) =>
  attribs.class?.split(/\s+/).includes(name) ?? false

const toSpan = { tagName: 'span', attribs: {} }
const toParagraph = () => ({ tagName: 'p', attribs: {} })
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
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    nestingLimit: MAX_NESTING,
    parseStyleAttributes: false,
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

const OTHER_BLOCKS = 'h1 h2 h3 h4 h5 h6 div dt dd td th'.split(' ')
/** What an abstract or a biography may hold: words that are marked up, and links to the web. */
const DESCRIPTION_TAGS = 'a p br ul ol li em strong b i code pre blockquote'.split(' ')

/**
 * A description of a session or a person, at most 60,000 characters long, with nothing left that
 * could act, load or dress up as a part of the page. Sanitising it again changes nothing.
 */
export function sanitizeDescription(html: string): string {
  let clean = html
  // Tags that were one in the other may only be empty once they are side by side.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = sanitizeOnce(clean)
    if (next === clean) return clean
    // Cut before it is closed and escaped, which makes it longer.
    clean = next.slice(
      0,
      next.length > MAX_DESCRIPTION_CHARS ? MAX_DESCRIPTION_CHARS - 1_000 : undefined,
    )
  }
  return ''
}

const MAX_ROUNDS = 12
const BLOCK = /<(?:p|ul|ol|pre|blockquote)>/

function sanitizeOnce(html: string): string {
  const clean = sanitize(withoutControls(html).slice(0, MAX_DESCRIPTION_CHARS), {
    allowedTags: DESCRIPTION_TAGS,
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    nestingLimit: MAX_NESTING,
    parseStyleAttributes: false,
    transformTags: {
      // Without a link there is a word that is not one: `span` is left out, and its text stays.
      a: (_, { href = '' }) =>
        isWebUrl(href) ? { tagName: 'a', attribs: { href: href.trim(), rel: REL } } : toSpan,
      // The page has headings of its own, and an order in them.
      ...Object.fromEntries(OTHER_BLOCKS.map((tag) => [tag, toParagraph])),
    },
  })
    .replace(/<p>\s*<\/p>/g, '')
    .trim()
  return clean === '' || BLOCK.test(clean) ? clean : `<p>${clean}</p>`
}

/** Plain text as paragraphs, parted by empty lines; other line breaks are kept. */
export const textToParagraphs = (text: string): string =>
  withoutControls(text)
    .slice(0, MAX_DESCRIPTION_CHARS)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.trim().split('\n'))
    .map((lines) => lines.map((line) => escapeText(line.trimEnd())).join('<br />'))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')

/** True when a reader would see something. */
export const hasText = (html: string) => html.replace(/<[^>]*>/g, '').trim() !== ''

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

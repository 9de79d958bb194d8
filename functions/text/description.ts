import { escapeText } from './escape-html.ts'
import { isWebUrl, REL, sanitize, toParagraph, toSpan, withoutControls } from './sanitize-html.ts'

const MAX_DESCRIPTION_CHARS = 60_000
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

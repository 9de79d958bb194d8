import sanitizeHtml from 'sanitize-html'

const MAX_NESTING = 12
/** What is nested deeper is nobody's writing: nothing is left of it. The parser's work grows with the depth. */
const MAX_OPEN_TAGS = 200

class TooDeep extends Error {}

/** What all foreign HTML may do at most. */
const STRICT = {
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  nestingLimit: MAX_NESTING,
  parseStyleAttributes: false,
} satisfies sanitizeHtml.IOptions

/** Sanitises HTML, however deep it is in an `<iframe>` too; empty for what is nested too deeply. */
export function sanitize(html: string, options: sanitizeHtml.IOptions): string {
  let depth = 0
  try {
    return sanitizeHtml(html, {
      ...STRICT,
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

/** Postgres refuses NUL, and no post means any of the others. Tabs and line breaks stay. */
export const withoutControls = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')

/** An address to link to. One with a user in it is made to look as if it led elsewhere. */
export function isWebUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return ['http:', 'https:'].includes(protocol) && username === '' && password === ''
}

export const REL = 'nofollow noopener ugc'

export const toSpan = { tagName: 'span', attribs: {} }
export const toParagraph = () => ({ tagName: 'p', attribs: {} })

/** True when a reader would see something. */
export const hasText = (html: string) => html.replace(/<[^>]*>/g, '').trim() !== ''

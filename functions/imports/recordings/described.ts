import { marked } from 'marked'
import { textToParagraphs } from '../../text/description.ts'

const MAX_CHARS = 40_000
/** Markdown looks for the end of each of its marks as far as the text goes. */
const MAX_MARKS = 1_000
const MARKS = /[*_[\]`<>~|!&\\#+-]|\d[.)]/g

/**
 * A description as HTML that is not safe yet. Markdown and plain text are read as Markdown; so is
 * reStructuredText, whose headings, lists and emphasis it shares, once its links are written its way.
 * What has more marks than any description is plain text.
 */
export function describedHtml(text: string): string {
  const markdown = text
    .slice(0, MAX_CHARS)
    .replace(/\r\n?/g, '\n')
    .replace(/`([^`<>]{1,300}?)\s*<(https?:\/\/[^<>\s]+)>`__?/g, '[$1]($2)')
    .replace(/^\.\. (?:_[^:\n]+:|\|[^|\n]+\| [a-z]+::).*$/gm, '')
    .replace(/`([^`\n]{1,100})`__?(?!_)/g, '$1')
  if ((markdown.match(MARKS)?.length ?? 0) > MAX_MARKS) return textToParagraphs(markdown)
  try {
    return marked.parse(markdown, { async: false, gfm: true })
  } catch (error) {
    // It goes down into lists by recursion.
    if (error instanceof RangeError) return textToParagraphs(markdown)
    throw error
  }
}

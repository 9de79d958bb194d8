const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** Whatever begins a new line for somebody: Unicode has three more than the keyboard. */
const NEW_LINE = /[\n\r\u0085\u2028\u2029]/

/** Sanitised HTML as plain text with its paragraphs, for where there is no HTML. */
export const htmlToText = (html: string): string =>
  html
    .replace(/[\s\u0085]+/g, (gap) => (NEW_LINE.test(gap) ? ' ' : gap))
    .replace(/<br \/>/g, '\n')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(?:p|ul|ol|pre|blockquote)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const SPECIAL = /[&<>"']/
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML, for content and for quoted attributes (https://html.spec.whatwg.org/#escapingString). */
export const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '') : text

/** Text as HTML content, spelt as the sanitiser spells it: quotation marks stay. */
export const escapeText = (text: string): string =>
  text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? '')

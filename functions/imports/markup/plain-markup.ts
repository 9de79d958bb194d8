import { type HtmlVisitor, walkHtml } from '../../foreign/walk-html.ts'
import { PAGE_LIMITS } from './read-json-ld.ts'

/** Elements that mean something to microformats; of the others it is enough that they are there. */
const TAGS = new Set('a abbr area base data del img input ins link meta time'.split(' '))
const VOID = new Set(['area', 'base', 'img', 'input', 'link', 'meta'])
const UNREAD = new Set(['script', 'style', 'template'])
const ATTRIBUTES = ['href', 'title', 'datetime', 'value', 'alt', 'content']
const MAX_ATTRIBUTE_LENGTH = 2_000

/** What begins an item, or names what we read of one. Items of all kinds, so that none says what is another's. */
const CLASS =
  /^(?:h-[a-z0-9]+(?:-[a-z0-9]+)*|vevent|vcard|adr|geo|h(?:entry|feed|news|product|review|resume)|item|(?:p|u|dt|e)-(?:name|start|end|url|summary|description|content|location|status|adr|geo|locality|region|country-name|latitude|longitude)|summary|dtstart|dtend|description|location|url|fn|org|locality|region|country-name|latitude|longitude|value|value-title)$/
const EVENT = /^(?:h-event|vevent)$/
const MAX_CLASSES = 8
const MAX_CLASS_LENGTH = 1_000
const ROOT = /^(?:h-|vevent$|vcard$|adr$|geo$|h(?:entry|feed|news|product|review|resume)$|item$)/
/** A calendar of 500 events has a few thousand. */
const MAX_ELEMENTS = 10_000

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const spelt = (text: string) => text.replace(/[&<"]/g, (char) => escapes[char] ?? '')

/**
 * A page with nothing left in it but what marks up events, every element closed where it ends. The
 * parser of microformats makes a tree as browsers do, in which one unclosed `<b>` may stand for a
 * thousand and one id for a whole page again, and compares every class and attribute with the others.
 */
export function plainMarkup(html: string): {
  readonly plain: string
  /** Where in the page its events begin, in order. */
  readonly eventOffsets: readonly number[]
} {
  const pieces: string[] = []
  const eventOffsets: number[] = []
  const open: Open[] = []
  let elements = 0
  const visitor: HtmlVisitor = {
    open({ name, attributes, offset }) {
      const around = open.at(-1) ?? OUTSIDE
      const classes = classesOf(attributes.class)
      const isUnread = around.isUnread || UNREAD.has(name)
      const isInItem = around.isInItem || classes.some((word) => ROOT.test(word))
      const isTold =
        !isUnread && (name === 'base' || (isInItem && (classes.length > 0 || TAGS.has(name))))
      const spelling = TAGS.has(name) ? name : 'div'
      open.push({ isUnread, isInItem, end: isTold && !VOID.has(name) ? `</${spelling}>` : '' })
      if (!isTold) return false
      elements += 1
      if (classes.some((word) => EVENT.test(word))) eventOffsets.push(offset)
      pieces.push(`<${spelling}${spell(attributes, classes)}>`)
      return elements >= MAX_ELEMENTS
    },
    text(text) {
      const around = open.at(-1) ?? OUTSIDE
      if (around.isInItem && !around.isUnread) pieces.push(spelt(text))
    },
    close() {
      pieces.push(open.pop()?.end ?? '')
      return false
    },
  }
  walkHtml(html, visitor, PAGE_LIMITS)
  return { plain: `<i></i>${pieces.join('')}`, eventOffsets }
}

type Open = { readonly isUnread: boolean; readonly isInItem: boolean; readonly end: string }
const OUTSIDE: Open = { isUnread: false, isInItem: false, end: '' }

const classesOf = (text = '') =>
  text
    .slice(0, MAX_CLASS_LENGTH)
    .split(/\s+/)
    .filter((word) => CLASS.test(word))
    .slice(0, MAX_CLASSES)

function spell(attributes: Readonly<Record<string, string>>, classes: readonly string[]): string {
  const incoming = ATTRIBUTES.flatMap((name) => {
    const value = attributes[name]
    return value === undefined || value.length > MAX_ATTRIBUTE_LENGTH ? [] : [[name, value]]
  })
  const all = classes.length > 0 ? [['class', classes.join(' ')], ...incoming] : incoming
  return all.map(([name, value = '']) => ` ${name}="${spelt(value)}"`).join('')
}

import { type HtmlVisitor, walkHtml } from '../../foreign/walk-html.ts'
import { append } from '../append.ts'
import { cleanText } from '../clean.ts'
import type { Remark } from '../conference.ts'
import { lineFinder } from '../line-finder.ts'
import { findEvents } from './linked-data.ts'
import type { Page, PageEvent } from './page-event.ts'

const MAX_SCRIPTS = 200

type Script = { readonly line: number; readonly text: string }

export type ReadEvents = {
  readonly events: readonly PageEvent[]
  readonly rejected: readonly Remark[]
  readonly notes: readonly Remark[]
}

/**
 * The events in a page's JSON-LD (schema.org's Event and what it is above). A script that is no JSON
 * is rejected with its line; an empty one says nothing. Never throws, and runs none of them.
 */
export function readJsonLd({ file, html }: Page): ReadEvents {
  const events: PageEvent[] = []
  const rejected: Remark[] = []
  const notes: Remark[] = []
  const { scripts, isCut } = scriptsIn(html)
  if (isCut)
    notes.push({ file, line: 1, reason: 'The rest is left out: it has too many tags, or too deep' })
  for (const { line, text } of scripts) {
    const at = { file, line }
    const json = unwrap(text)
    if (json === '') continue
    const parsed = parse(json)
    if ('reason' in parsed) {
      rejected.push({ ...at, reason: parsed.reason })
      continue
    }
    const found = findEvents(parsed.value)
    append(
      events,
      found.events.map((event) => ({ ...event, ...at })),
    )
    if (found.parts > 0)
      notes.push({ ...at, reason: `${found.parts} parts of an event are no events of their own` })
    if (found.isCut)
      notes.push({ ...at, reason: 'The rest is left out: it is too much, or too deep' })
  }
  return { events, rejected, notes }
}

function parse(json: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(json) }
  } catch (error) {
    if (error instanceof SyntaxError)
      return { reason: `Broken JSON: ${cleanText(error.message).slice(0, 120)}` }
    if (error instanceof RangeError) return { reason: 'It is nested too deeply' }
    throw error
  }
}

/** Old pages hide scripts from older browsers. */
const unwrap = (text: string) =>
  text
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\/\s*\]\]>|\]\]>)$/, '')
    .trim()

/** Some pages have their scripts last, so all of the page is gone through. */
export const PAGE_LIMITS = { maxParts: 250_000, maxDepth: 512 }

function scriptsIn(html: string): { scripts: readonly Script[]; isCut: boolean } {
  const scripts: Script[] = []
  const lineAt = lineFinder(html)
  let open: { line: number; text: string } | null = null
  const visitor: HtmlVisitor = {
    open({ name, attributes: { type = '' }, offset }) {
      const isLinkedData = name === 'script' && /^application\/ld\+json\b/i.test(type.trim())
      if (isLinkedData) open = { line: lineAt(offset), text: '' }
      return scripts.length >= MAX_SCRIPTS
    },
    text(text) {
      if (open) open.text += text
    },
    close(name) {
      if (name !== 'script' || !open) return undefined
      scripts.push(open)
      open = null
      return undefined
    },
  }
  const { isCut } = walkHtml(html, visitor, PAGE_LIMITS)
  return { scripts, isCut }
}

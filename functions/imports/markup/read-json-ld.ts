import { Parser } from 'htmlparser2'
import type { Remark } from '../conference.ts'
import { findEvents } from './linked-data.ts'
import { lineAt, type Page, type PageEvent } from './page-event.ts'

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
  for (const { line, text } of scriptsIn(html)) {
    const at = { file, line }
    const json = unwrap(text)
    if (json === '') continue
    const parsed = parse(json)
    if ('reason' in parsed) {
      rejected.push({ ...at, reason: parsed.reason })
      continue
    }
    const found = findEvents(parsed.value)
    events.push(...found.events.map((event) => ({ ...event, ...at })))
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
      return { reason: `Broken JSON: ${error.message.slice(0, 120)}` }
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

function scriptsIn(html: string): Script[] {
  const scripts: Script[] = []
  let open: { line: number; text: string } | null = null
  const parser: Parser = new Parser({
    onopentag(name, { type = '' }) {
      const isLinkedData = name === 'script' && /^application\/ld\+json\b/i.test(type.trim())
      if (isLinkedData && scripts.length < MAX_SCRIPTS)
        open = { line: lineAt(html, parser.startIndex), text: '' }
    },
    ontext(text) {
      if (open) open.text += text
    },
    onclosetag(name) {
      if (name !== 'script' || !open) return
      scripts.push(open)
      open = null
    },
  })
  parser.end(html)
  return scripts
}

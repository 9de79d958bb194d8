import { fold } from '../../text/fold.ts'
import type { Page, PageEvent } from './page-event.ts'
import { readHEvents } from './read-h-events.ts'
import { type ReadEvents, readJsonLd } from './read-json-ld.ts'

const MAX_PAGE_BYTES = 4 * 1024 * 1024

/**
 * The events that a page marks up, in JSON-LD or as h-event; one that it marks up both ways is one.
 * Never throws for what the bytes say, and keeps nothing of the page besides.
 */
export function readPage(bytes: Uint8Array, { file, url }: Omit<Page, 'html'>): ReadEvents {
  if (bytes.length > MAX_PAGE_BYTES) {
    const rejected = [{ file, line: 1, reason: 'The page is larger than 4 MiB' }]
    return { events: [], rejected, notes: [] }
  }
  const page = { file, url, html: decode(bytes) }
  const linked = readJsonLd(page)
  const marked = readHEvents(page)
  const known = new Set(linked.events.map(keyOf))
  return {
    events: [...linked.events, ...marked.events.filter((event) => !known.has(keyOf(event)))],
    rejected: [...linked.rejected, ...marked.rejected],
    notes: [...linked.notes, ...marked.notes],
  }
}

const keyOf = ({ name, start }: PageEvent) => `${fold(name ?? '')} ${start?.slice(0, 10)}`

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

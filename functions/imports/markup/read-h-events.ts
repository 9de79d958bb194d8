import { mf2 } from 'microformats-parser'
import { cleanText } from '../clean.ts'
import { lineFinder } from '../line-finder.ts'
import { degreesOf } from './linked-data.ts'
import type { Page, PageEvent, PageLocation } from './page-event.ts'
import { plainMarkup } from './plain-markup.ts'
import type { ReadEvents } from './read-json-ld.ts'

const MAX_DEPTH = 12
const MAX_EVENTS = 500
/** What relative addresses on a page without an address of its own are joined to, and then dropped. */
const NOWHERE = 'https://page.invalid/'

type Item = ReturnType<typeof mf2>['items'][number]
type Value = Item['properties'][string][number]

/** The events that a page marks up as h-event, or as hCalendar of old. Never throws. */
export function readHEvents(page: Page): ReadEvents {
  const { file, url, html } = page
  if (!/\b(?:h-event|vevent)\b/i.test(html)) return { events: [], rejected: [], notes: [] }
  try {
    const { plain, eventOffsets } = plainMarkup(html)
    const lineAt = lineFinder(html)
    const { items } = mf2(plain, { baseUrl: url ?? NOWHERE })
    const events = findEvents(items, 0)
      .slice(0, MAX_EVENTS)
      .map((item, index) => ({ ...toEvent(item), file, line: lineAt(eventOffsets[index] ?? 0) }))
    return { events, rejected: [], notes: [] }
  } catch (error) {
    // The parser goes down into the page by recursion, and throws plain errors at what it cannot read.
    const reason = error instanceof RangeError ? 'It is nested too deeply' : 'It is no HTML'
    return { events: [], rejected: [{ file, line: 1, reason }], notes: [] }
  }
}

/** An event within another is a part of it. */
function findEvents(items: readonly Item[], depth: number): Item[] {
  if (depth > MAX_DEPTH) return []
  return items.flatMap((item) =>
    item.type?.includes('h-event') ? [item] : findEvents(item.children ?? [], depth + 1),
  )
}

function toEvent({ properties }: Item): Omit<PageEvent, 'file' | 'line'> {
  const first = (name: string) => textOf(properties[name]?.[0])
  const url = first('url')
  return {
    name: first('name'),
    start: first('start'),
    end: first('end'),
    url: url?.startsWith(NOWHERE) ? null : url,
    description: first('summary') ?? first('description') ?? first('content'),
    location: locationOf(properties.location?.[0]),
    status: statusOf(first('status')),
    mode: null,
    isHackathon: false,
  }
}

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && 'properties' in value

function textOf(value: Value | undefined): string | null {
  if (typeof value === 'string') return value.trim() || null
  const text: unknown = Object(value).value
  return typeof text === 'string' ? textOf(text) : null
}

/** iCalendar's words, which some pages have. */
const statusOf = (status: string | null) =>
  status && /^cancell?ed$/i.test(status) ? 'EventCancelled' : null

function locationOf(value: Value | undefined): PageLocation | null {
  const text = textOf(value)
  const properties: Item['properties'] = isItem(value) ? value.properties : {}
  // Some cards have their address within, as one of its own.
  const inner = properties.adr?.[0]
  const address: Item['properties'] = isItem(inner)
    ? { ...inner.properties, ...properties }
    : properties
  const first = (name: string) => {
    const found = textOf(address[name]?.[0])
    return found === null ? null : cleanText(found)
  }
  const geo = Object(isItem(address.geo?.[0]) ? address.geo[0].properties : address)
  if (text === null && Object.keys(address).length === 0) return null
  return {
    text: text ?? first('name'),
    locality: first('locality'),
    region: first('region'),
    country: first('country-name'),
    latitude: degreesOf(geo.latitude, 90),
    longitude: degreesOf(geo.longitude, 180),
    isVirtual: /^(?:online|virtual)$/i.test(text ?? ''),
  }
}

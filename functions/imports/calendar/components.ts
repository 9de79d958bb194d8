import type { Property } from './content-line.ts'
import { readContentLine } from './content-line.ts'
import type { UnfoldedLine } from './unfold.ts'

const MAX_DEPTH = 8
const MAX_EVENTS = 10_000
const MAX_PROPERTIES = 500
/** Telling what a name stands for takes long. */
const MAX_ZONES = 100

/** A VEVENT. Of properties that stand there more than once, all are kept in order. */
export type EventComponent = {
  readonly line: number
  readonly properties: readonly Property[]
}

export type Calendar = {
  /** Those of all calendars in the file. */
  readonly properties: readonly Property[]
  readonly events: readonly EventComponent[]
  /** The TZIDs that are defined, each with the place that it is said to stand for, if any. */
  readonly zones: ReadonlyMap<string, string | null>
  readonly isCalendar: boolean
  /** There were more events than are read. */
  readonly isCut: boolean
}

type Open = { readonly name: string; readonly line: number; readonly properties: Property[] }

/**
 * Sorts the lines of a file into its events. Fragments without a calendar around them, several
 * calendars in one file, components that never end and ends without a beginning are all read.
 */
export function readComponents(lines: Iterable<UnfoldedLine>): Calendar {
  const events: EventComponent[] = []
  const properties: Property[] = []
  const zones = new Map<string, string | null>()
  const stack: Open[] = []
  let [isCalendar, isCut] = [false, false]

  const close = (open: Open) => {
    if (open.name === 'VEVENT' && events.length < MAX_EVENTS) events.push(open)
    else if (open.name === 'VEVENT') isCut = true
    if (open.name === 'VTIMEZONE') addZone(zones, open.properties)
  }
  for (const { line, text } of lines) {
    const property = readContentLine(text, line)
    if (!property) continue
    const { name, value } = property
    const component = value.toUpperCase()
    if (name === 'BEGIN') {
      // An event does not hold another: the one before was never ended.
      if (component === 'VEVENT' || component === 'VCALENDAR') closeDownTo('VCALENDAR')
      if (component === 'VCALENDAR') isCalendar = true
      if (stack.length < MAX_DEPTH) stack.push({ name: component, line, properties: [] })
    } else if (name === 'END') end(component)
    else {
      const target = stack.at(-1)
      const list = !target || target.name === 'VCALENDAR' ? properties : target.properties
      if (list.length < MAX_PROPERTIES) list.push(property)
    }
  }
  closeDownTo('')
  events.sort((a, b) => a.line - b.line)
  return { properties, events, zones, isCalendar, isCut }

  function end(component: string) {
    if (!stack.some((open) => open.name === component)) return
    for (let open = stack.pop(); open; open = stack.pop()) {
      close(open)
      if (open.name === component) return
    }
  }
  function closeDownTo(name: string) {
    while (stack.length > 0 && stack.at(-1)?.name !== name) {
      const open = stack.pop()
      if (open) close(open)
    }
  }
}

function addZone(zones: Map<string, string | null>, properties: readonly Property[]) {
  const find = (name: string) => properties.find((property) => property.name === name)?.value
  const id = find('TZID')
  if (id && zones.size < MAX_ZONES)
    zones.set(id.replace(/^"|"$/g, ''), find('X-LIC-LOCATION') ?? null)
}

import { cleanText } from '../clean.ts'
import type { PageEvent, PageLocation } from './page-event.ts'

export type Thing = Readonly<Record<string, unknown>>

const MAX_DEPTH = 12
const MAX_THINGS = 20_000
const MAX_EVENTS = 500
const MAX_TEXT_LENGTH = 10_000
/** One of them is taken. */
const MAX_PLACES = 20

const EVENT = /(?:^|Event|Festival|Hackathon|CourseInstance|EventSeries)$/
/** Subtypes of Event for what nobody attends. */
const NO_EVENT = /^(?:Delivery|Publication|Broadcast|OnDemand|UserInteraction)Event$/

export type FoundEvents = {
  readonly events: readonly Omit<PageEvent, 'file' | 'line'>[]
  /** Parts of those events, which are sessions at most. */
  readonly parts: number
  readonly isCut: boolean
}

/**
 * The events among things of schema.org, however they are nested: in lists, in a graph, within other
 * things. Parts of a dated event are not events of their own; those of a series or a tour are.
 */
export function findEvents(root: unknown): FoundEvents {
  const events: Omit<PageEvent, 'file' | 'line'>[] = []
  let [things, parts, isCut] = [0, 0, false]
  const walk = (value: unknown, depth: number, isPart: boolean): void => {
    if (value === null || typeof value !== 'object') return
    things += 1
    if (things > MAX_THINGS || depth > MAX_DEPTH || events.length >= MAX_EVENTS) {
      isCut = true
      return
    }
    if (Array.isArray(value)) {
      for (const item of value) walk(item, depth + 1, isPart)
      return
    }
    // A parsed JSON object: only its own keys are read.
    const thing = value as Thing
    const isOne = isEvent(thing)
    const isWhole = isOne && isDated(thing)
    const isPartOfOther = isWhole && [thing.superEvent].flat().some(isDatedThing)
    if (isWhole && !isPart && !isPartOfOther) events.push(toEvent(thing))
    else if (isWhole) parts += 1
    for (const [key, child] of Object.entries(thing)) {
      const isSub = key === 'subEvent' || key === 'subEvents'
      walk(
        child,
        depth + 1,
        key === 'superEvent' ? false : isPart || (isSub && isWhole && !isSeries(thing)),
      )
    }
  }
  walk(root, 0, false)
  return { events, parts, isCut }
}

const typesOf = (thing: Thing): string[] =>
  [thing['@type']]
    .flat()
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#:]/, ''))
const isEvent = (thing: Thing) =>
  typesOf(thing).some((type) => type !== '' && EVENT.test(type) && !NO_EVENT.test(type))
const isSeries = (thing: Thing) => typesOf(thing).includes('EventSeries')
const isDated = (thing: Thing) => textOf(thing.startDate) !== null || textOf(thing.name) !== null
const isDatedThing = (value: unknown) =>
  typeof value === 'object' && value !== null && textOf(Object(value).startDate) !== null

function toEvent(thing: Thing): Omit<PageEvent, 'file' | 'line'> {
  return {
    name: textOf(thing.name),
    start: textOf(thing.startDate),
    end: textOf(thing.endDate),
    url: textOf(thing.url) ?? textOf(thing['@id']),
    description: textOf(thing.description),
    location: locationOf(thing.location),
    status: lastWord(thing.eventStatus),
    mode: lastWord(thing.eventAttendanceMode),
    isHackathon: typesOf(thing).includes('Hackathon'),
  }
}

/** Text, or what stands for it: `{ "@value": … }`, a list's first, a thing's name. */
export function textOf(value: unknown): string | null {
  const [first] = [value].flat()
  if (typeof first === 'number') return String(first)
  if (typeof first === 'string')
    return first.trim() === '' ? null : first.slice(0, MAX_TEXT_LENGTH).trim()
  if (first === null || typeof first !== 'object') return null
  const { '@value': text, '@id': id } = first as Thing
  return typeof text === 'string' ? textOf(text) : typeof id === 'string' ? textOf(id) : null
}

const lastWord = (value: unknown) => textOf(value)?.replace(/^.*[/#:]/, '') ?? null

function locationOf(value: unknown): PageLocation | null {
  const all = [value]
    .flat()
    .slice(0, MAX_PLACES)
    .filter((place) => place !== null && place !== undefined)
  const places = all.map(placeOf)
  const house = places.find(({ isVirtual }) => !isVirtual)
  const [first] = places
  if (!first) return null
  // Somewhere and on the web: the house tells where.
  return house ? { ...house, isVirtual: false } : first
}

function placeOf(value: unknown): PageLocation {
  const none = { locality: null, region: null, country: null, latitude: null, longitude: null }
  if (typeof value === 'string') {
    const text = cleanText(value)
    return { ...none, text, isVirtual: /^(?:online|virtual)$/i.test(text) }
  }
  const place: Thing = Object(value)
  const address: unknown = [place.address].flat()[0]
  const postal: Thing = typeof address === 'object' && address !== null ? (address as Thing) : {}
  const geo: Thing = Object([place.geo].flat()[0])
  const country = postal.addressCountry
  return {
    text: textOf(place.name) ?? textOf(address),
    locality: textOf(postal.addressLocality),
    region: textOf(postal.addressRegion),
    country: textOf(Object([country].flat()[0]).name) ?? textOf(country),
    latitude: degreesOf(geo.latitude, 90),
    longitude: degreesOf(geo.longitude, 180),
    isVirtual: typesOf(place).includes('VirtualLocation'),
  }
}

/** A number, or one as text, within its bounds. */
export function degreesOf(value: unknown, max: number): number | null {
  const text = textOf(value)
  const degrees = text === null ? Number.NaN : Number(text)
  return Math.abs(degrees) <= max ? degrees : null
}

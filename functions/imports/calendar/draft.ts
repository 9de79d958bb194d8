import { wallToMs } from '../../time/wall-clock.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import type { EventComponent } from './components.ts'
import { type Property, unescapeList, unescapeText } from './content-line.ts'
import {
  type Moment,
  readIcalDuration,
  readMoment,
  readMoments,
  shift,
  wallTimeOfMoment,
} from './moment.ts'

const MAX_TITLE_LENGTH = 300
const MAX_NAME_LENGTH = 120
const MAX_UID_LENGTH = 300
const MAX_ADDRESS_LENGTH = 320
const MAX_DESCRIPTION_LENGTH = 60_000
const MAX_CATEGORIES = 20
const MAX_MOMENTS = 400
const DAY_MS = 86_400_000

/** The IANA zone that a TZID stands for in this file; null for wherever the event takes place. */
export type ZoneOf = (tzid: string | undefined) => string | null

/** A VEVENT as it was written, before anything is made of it. */
export type Draft = {
  readonly line: number
  readonly uid: string | null
  readonly recurrenceId: Moment | null
  readonly rule: string | null
  readonly added: readonly Moment[]
  readonly removed: readonly Moment[]
  readonly start: Moment | null
  /** Not before the start. */
  readonly end: Moment | null
  readonly title: string
  readonly room: string | null
  readonly track: string | null
  readonly categories: readonly string[]
  readonly description: string
  /** The same as HTML, where the file has that too. Not safe yet. */
  readonly html: string | null
  readonly url: string | null
  readonly organizer: { readonly name: string; readonly address: string } | null
  readonly isCancelled: boolean
}

/** Reads the properties of a VEVENT. `note` is told of what is left out. */
export function readDraft(
  { line, properties }: EventComponent,
  zoneOf: ZoneOf,
  note: (line: number, reason: string) => void,
): Draft {
  const find = (name: string) => properties.find((property) => property.name === name)
  const all = (name: string) => properties.filter((property) => property.name === name)
  const text = (name: string) => unescapeText(find(name)?.value ?? '').trim()
  const moments = (name: string) =>
    all(name)
      .flatMap((property) => readMoments(property, zoneOf, MAX_MOMENTS))
      .slice(0, MAX_MOMENTS)
  const start = readTime(find('DTSTART'), zoneOf, note)
  const categories = all('CATEGORIES')
    .flatMap(({ value }) => unescapeList(value))
    .slice(0, MAX_CATEGORIES)
    .map((category) => cleanText(category).slice(0, MAX_NAME_LENGTH))
  const html = find('X-ALT-DESC')
  return {
    line,
    uid: cleanText(find('UID')?.value ?? '').slice(0, MAX_UID_LENGTH) || null,
    recurrenceId: readTime(find('RECURRENCE-ID'), zoneOf, note),
    rule: find('RRULE')?.value || null,
    added: moments('RDATE'),
    removed: moments('EXDATE'),
    start,
    end:
      start && readEnd(start, { end: find('DTEND'), duration: find('DURATION') }, { zoneOf, note }),
    title: cleanText(text('SUMMARY')).slice(0, MAX_TITLE_LENGTH),
    room: cleanText(text('LOCATION')).slice(0, MAX_NAME_LENGTH) || null,
    track: categories.find((category) => category !== '') ?? null,
    categories,
    description: text('DESCRIPTION').slice(0, MAX_DESCRIPTION_LENGTH),
    html:
      html?.parameters.get('FMTTYPE') === 'text/html'
        ? unescapeText(html.value).slice(0, MAX_DESCRIPTION_LENGTH)
        : null,
    url: cleanUrl(text('URL')),
    organizer: readOrganizer(find('ORGANIZER')),
    isCancelled: text('STATUS').toUpperCase() === 'CANCELLED',
  }
}

function readTime(
  property: Property | undefined,
  zoneOf: ZoneOf,
  note: (line: number, reason: string) => void,
): Moment | null {
  if (!property) return null
  const { name, line, value, parameters } = property
  const moment = readMoment(value, zoneOf(parameters.get('TZID')))
  if (!moment) note(line, `${name} left out: ${cleanText(value).slice(0, 40) || 'it is empty'}`)
  return moment
}

/** The end that is stated, or that a duration leads to. Without either it ends as it starts, or with its day. */
function readEnd(
  start: Moment,
  { end, duration }: { end: Property | undefined; duration: Property | undefined },
  { zoneOf, note }: { zoneOf: ZoneOf; note: (line: number, reason: string) => void },
): Moment {
  const stated = readTime(end, zoneOf, note)
  if (stated && stated.type === 'day' && start.type === 'day')
    // The day behind the last, by RFC 5545. Some write the last.
    return stated.day > start.day ? shift(stated, -DAY_MS) : start
  if (stated) {
    const isLate =
      wallToMs(wallTimeOfMoment(stated, 'UTC')) >= wallToMs(wallTimeOfMoment(start, 'UTC'))
    if (!isLate) note(end?.line ?? 1, 'DTEND left out: it ends before it starts')
    return isLate ? stated : start
  }
  const ms = duration ? readIcalDuration(duration.value) : null
  if (duration && ms === null) note(duration.line, 'DURATION left out: it cannot be read')
  if (ms === null) return start
  return shift(start, start.type === 'day' ? Math.max(0, ms - DAY_MS) : ms)
}

function readOrganizer(property: Property | undefined) {
  const name = cleanText(unescapeText(property?.parameters.get('CN') ?? ''))
  const address = property?.value.replace(/^mailto:/i, '').toLowerCase() ?? ''
  return name
    ? { name: name.slice(0, MAX_NAME_LENGTH), address: address.slice(0, MAX_ADDRESS_LENGTH) }
    : null
}

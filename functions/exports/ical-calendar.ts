import type ICAL from 'ical.js'
import { instantOf, type WallTime } from '../time/wall-clock.ts'
import { htmlToText } from './html-to-text.ts'
import { type Observance, observancesIn } from './vtimezone.ts'

/** Calendars stop taking a feed beyond a megabyte or so; the whole text is on the thing's own page. */
const MAX_DESCRIPTION_CHARS = 500
const HOUR_MS = 3_600_000
/** Clocks are looked at week by week, and a foreign file may say that something lasts until the year 9999. */
const MAX_PERIOD_MS = 366 * 24 * HOUR_MS
/** 75 octets with the space that begins a line which goes on (RFC 5545, 3.1); ical.js does not count it. */
const FOLD_LENGTH = 74

export type Ical = typeof ICAL

/** ical.js, which an isolate loads when it is first asked for a calendar. */
export async function loadIcal(): Promise<Ical> {
  const { default: ical } = await import('ical.js')
  ical.foldLength = FOLD_LENGTH
  return ical
}

/** A calendar (RFC 5545) of these entries, of which there must be one: clients refuse an empty one. */
export function calendarText(
  ical: Ical,
  entries: readonly ICAL.Component[],
  name?: string,
): string {
  const calendar = new ical.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Hallway//Schedule//EN')
  if (name) calendar.addPropertyWithValue('x-wr-calname', oneLine(name))
  for (const entry of entries) calendar.addSubcomponent(entry)
  return `${calendar.toString()}\r\n`
}

type Kept = { readonly id: string; readonly createdAt: Date; readonly updatedAt: Date }

/** An entry with one UID for ever, `<kind>-<id>@<host>`, and what tells calendars that it has changed. */
export function newEntry(ical: Ical, kind: 'event' | 'session', kept: Kept, origin: string) {
  const entry = new ical.Component('vevent')
  const stamp = ical.Time.fromJSDate(kept.updatedAt, true)
  entry.addPropertyWithValue('uid', `${kind}-${kept.id}@${new URL(origin).hostname}`)
  entry.addPropertyWithValue('dtstamp', stamp)
  entry.addPropertyWithValue('last-modified', stamp)
  entry.addPropertyWithValue('sequence', sequenceOf(kept))
  return entry
}

/** Grows with every change, and is the same for everybody who asks between two. */
const sequenceOf = ({ createdAt, updatedAt }: Kept) =>
  Math.max(0, Math.floor((updatedAt.getTime() - createdAt.getTime()) / 1_000))

/** Adds a property unless there is nothing to say. */
export function addText(entry: ICAL.Component, name: string, text: string | null): void {
  if (text) entry.addPropertyWithValue(name, text)
}

export type Hours = { readonly startsAt: WallTime; readonly endsAt: WallTime }

/** From when to when on the clocks of a zone, which the calendar has to bring along (`zoneComponent`). */
export function addHours(
  ical: Ical,
  entry: ICAL.Component,
  { startsAt, endsAt, zone }: Hours & { zone: string },
): void {
  const add = (name: string, wall: WallTime) =>
    entry.addPropertyWithValue(name, timeOf(ical, wall)).setParameter('tzid', zone)
  add('dtstart', startsAt)
  // An end that is the start would be no end: RFC 5545, 3.8.2.2.
  if (endsAt > startsAt) add('dtend', endsAt)
}

type Point = { readonly latitude: number | null; readonly longitude: number | null }

/** Where on earth, in degrees. Latitude first: RFC 5545, 3.8.1.6. */
export function addPoint(entry: ICAL.Component, point: Point | undefined): void {
  const { latitude = null, longitude = null } = point ?? {}
  if (latitude !== null && longitude !== null)
    entry.addPropertyWithValue('geo', [latitude, longitude])
}

/** How a zone's clocks go from the first of these hours to the last, or for a year. */
export function zoneComponent(ical: Ical, zone: string, hours: readonly Hours[]): ICAL.Component {
  const from = hours.map(({ startsAt }) => startsAt).sort()[0] ?? ''
  const to =
    hours
      .map(({ endsAt }) => endsAt)
      .sort()
      .at(-1) ?? ''
  const component = new ical.Component('vtimezone')
  component.addPropertyWithValue('tzid', zone)
  const start = instantOf(from, zone)
  const end = Math.min(instantOf(to, zone).getTime() + HOUR_MS, start.getTime() + MAX_PERIOD_MS)
  for (const observance of observancesIn(zone, start, new Date(end)))
    component.addSubcomponent(observanceComponent(ical, observance))
  return component
}

function observanceComponent(ical: Ical, observance: Observance): ICAL.Component {
  const component = new ical.Component(observance.isDaylight ? 'daylight' : 'standard')
  component.addPropertyWithValue('dtstart', timeOf(ical, observance.onset))
  component.addPropertyWithValue('tzoffsetfrom', offsetOf(ical, observance.fromMinutes))
  component.addPropertyWithValue('tzoffsetto', offsetOf(ical, observance.toMinutes))
  return component
}

const timeOf = (ical: Ical, wall: WallTime) => ical.Time.fromDateTimeString(wall.replace(' ', 'T'))

const offsetOf = (ical: Ical, minutes: number) => ical.UtcOffset.fromSeconds(minutes * 60)

/** The beginning of sanitised HTML, as plain text. */
export function shortText(html: string | null): string {
  const whole = htmlToText(html ?? '')
  return whole.length > MAX_DESCRIPTION_CHARS ? `${whole.slice(0, MAX_DESCRIPTION_CHARS)}…` : whole
}

/** The parts of a description that there are, each a paragraph. */
export const paragraphs = (parts: readonly (string | null)[]) =>
  parts.filter(Boolean).join('\n\n').toWellFormed()

/** The parts of an address that there are. */
export const listed = (parts: readonly (string | null | undefined)[]) =>
  parts.flatMap((part) => oneLine(part ?? '') || []).join(', ')

/** Control characters break calendars, even where a backslash could spell them. */
export const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()

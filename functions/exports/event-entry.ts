import type ICAL from 'ical.js'
import { DomainError } from '../errors.ts'
import type { EventStatus } from '../events/event.ts'
import { paths } from '../paths.ts'
import { type Day, plusDays } from '../time/day.ts'
import type { ExportedEvent } from './exported-programme.ts'
import {
  addHours,
  addPoint,
  addText,
  type Hours,
  type Ical,
  listed,
  newEntry,
  oneLine,
  paragraphs,
  shortText,
} from './ical-calendar.ts'

const statusWords: Partial<Record<EventStatus, string>> = {
  cancelled: 'CANCELLED',
  postponed: 'TENTATIVE',
  tentative: 'TENTATIVE',
}

/** Whether it takes place, in the words of calendars. */
export const calendarStatus = ({ status }: Pick<ExportedEvent, 'status'>) =>
  statusWords[status] ?? 'CONFIRMED'

/**
 * An event as one entry of a calendar: its whole days, or its hours, whose zone the calendar then has to
 * bring along. Throws not_found where nobody knows its days.
 */
export function eventEntry(
  ical: Ical,
  event: ExportedEvent,
  origin: string,
  hours?: Hours,
): ICAL.Component {
  if (event.datePrecision !== 'day')
    throw new DomainError(
      'not_found',
      `Only the ${event.datePrecision} of ${event.name} is known here, which no calendar can show`,
    )
  const page = origin + paths.event(event)
  const entry = newEntry(ical, 'event', event, origin)
  if (hours) addHours(ical, entry, { ...hours, zone: event.zone })
  else addDays(ical, entry, event)
  addText(entry, 'summary', oneLine(event.name))
  const tagline = oneLine(event.tagline ?? '')
  // Not every calendar shows a URL.
  addText(entry, 'description', paragraphs([tagline, shortText(event.description), page]))
  addText(entry, 'location', whereIs(event))
  if (event.attendanceMode !== 'online') addPoint(entry, event.venues[0])
  addText(entry, 'url', page)
  addText(entry, 'status', calendarStatus(event))
  return entry
}

/** The end is the first day that is no part of it: RFC 5545, 3.6.1. Whole days leave room for the rest of them. */
function addDays(ical: Ical, entry: ICAL.Component, { startsOn, endsOn }: ExportedEvent): void {
  const add = (name: string, day: Day) =>
    entry.addPropertyWithValue(name, ical.Time.fromDateString(day))
  add('dtstart', startsOn)
  add('dtend', plusDays(endsOn, 1))
  entry.addPropertyWithValue('transp', 'TRANSPARENT')
}

/** The main venue's whole address, or the city; each part once, since addresses may name their city. */
function whereIs({ attendanceMode, venues: [venue], place }: ExportedEvent): string {
  if (attendanceMode === 'online') return 'Online'
  const parts = [venue?.name, venue?.address, place?.name, place?.region, place?.country?.name]
  const given = parts.filter((part) => part !== null && part !== undefined)
  return listed(given.filter((part, i) => !given.slice(0, i).some((one) => names(one, part))))
}

/** Is it a whole part of this address, alone or with a postcode? */
const names = (address: string, part: string) =>
  address
    .split(/[,\n]/)
    .flatMap((one) => [one, one.replace(/\S*\d\S*/g, '')])
    .some((one) => oneLine(one) === part)

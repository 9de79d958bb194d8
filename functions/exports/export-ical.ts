import type ICAL from 'ical.js'
import { paths } from '../paths.ts'
import { calendarStatus, eventEntry } from './event-entry.ts'
import type { ExportedProgramme, ExportedSession } from './exported-programme.ts'
import {
  addHours,
  addPoint,
  addText,
  calendarText,
  type Hours,
  type Ical,
  listed,
  loadIcal,
  newEntry,
  oneLine,
  paragraphs,
  shortText,
  zoneComponent,
} from './ical-calendar.ts'

/**
 * The programme as a calendar. Times are on the clocks of the event's zone, which comes along, and what
 * is withdrawn is there, cancelled. Sessions without a time are left out; where that leaves none, the
 * event itself is what there is to note. Throws not_found where nobody knows its days either.
 */
export async function exportIcal(programme: ExportedProgramme, origin: string): Promise<string> {
  const ical = await loadIcal()
  const { event, sessions } = programme
  const timed = sessions.filter(isTimed)
  const entries =
    timed.length > 0
      ? [
          zoneComponent(ical, event.zone, timed),
          ...timed.map((session) => sessionEntry(ical, session, programme, origin)),
        ]
      : [eventEntry(ical, event, origin)]
  return calendarText(ical, entries, event.name)
}

type TimedSession = ExportedSession & Hours

const isTimed = (session: ExportedSession): session is TimedSession =>
  session.startsAt !== null && session.endsAt !== null

function sessionEntry(
  ical: Ical,
  session: TimedSession,
  { event }: ExportedProgramme,
  origin: string,
): ICAL.Component {
  const entry = newEntry(ical, 'session', session, origin)
  addHours(ical, entry, { ...session, zone: event.zone })
  addText(entry, 'summary', oneLine(session.title))
  const names = session.credits.map(({ name }) => oneLine(name)).join(', ')
  addText(entry, 'description', paragraphs([names, shortText(session.abstract)]))
  addText(entry, 'location', listed([session.room, event.place?.name]))
  addPoint(entry, event.venues[0])
  addText(entry, 'categories', oneLine(session.track ?? ''))
  addText(entry, 'url', origin + paths.session(event, session.slug))
  addText(entry, 'status', session.isWithdrawn ? 'CANCELLED' : calendarStatus(event))
  return entry
}

import type ICAL from 'ical.js'
import { paths } from '../paths.ts'
import { instantOf, type WallTime } from '../time/wall-clock.ts'
import type { ExportedProgramme, ExportedSession } from './exported-programme.ts'
import { htmlToText } from './html-to-text.ts'
import { type Observance, observancesIn } from './vtimezone.ts'

/** Calendars stop taking a feed beyond a megabyte or so; the whole text is on the session's page. */
const MAX_DESCRIPTION_CHARS = 500
const HOUR_MS = 3_600_000

type Ical = typeof ICAL

/**
 * The programme as a calendar (RFC 5545). Each session has one UID for ever, times are on the clocks
 * of the event's zone, which comes along, and what is withdrawn is there, cancelled. Sessions
 * without a time are left out.
 */
export async function exportIcal(programme: ExportedProgramme, origin: string): Promise<string> {
  const { default: ical } = await import('ical.js')
  const { event, sessions } = programme
  const timed = sessions.filter(isTimed)
  const calendar = new ical.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Hallway//Schedule//EN')
  calendar.addPropertyWithValue('x-wr-calname', oneLine(event.name))
  calendar.addSubcomponent(zoneComponent(ical, event.zone, periodOf(programme, timed)))
  for (const session of timed)
    calendar.addSubcomponent(sessionComponent(ical, session, programme, origin))
  return `${calendar.toString()}\r\n`
}

type TimedSession = ExportedSession & { readonly startsAt: WallTime; readonly endsAt: WallTime }

const isTimed = (session: ExportedSession): session is TimedSession =>
  session.startsAt !== null && session.endsAt !== null

type Period = { readonly from: Date; readonly to: Date }

/** From the first start to the last end, or the event's days where nothing has a time. */
function periodOf({ event }: ExportedProgramme, timed: readonly TimedSession[]): Period {
  const starts = timed.map(({ startsAt }) => startsAt).sort()
  const ends = timed.map(({ endsAt }) => endsAt).sort()
  const at = (wall: WallTime) => instantOf(wall, event.zone)
  return {
    from: at(starts[0] ?? `${event.startsOn} 00:00:00`),
    to: new Date(at(ends.at(-1) ?? `${event.endsOn} 23:59:59`).getTime() + HOUR_MS),
  }
}

function zoneComponent(ical: Ical, zone: string, { from, to }: Period): ICAL.Component {
  const component = new ical.Component('vtimezone')
  component.addPropertyWithValue('tzid', zone)
  for (const observance of observancesIn(zone, from, to))
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

function sessionComponent(
  ical: Ical,
  session: TimedSession,
  { event }: ExportedProgramme,
  origin: string,
): ICAL.Component {
  const component = new ical.Component('vevent')
  const add = (name: string, value: string | null) => {
    if (value) component.addPropertyWithValue(name, value)
  }
  const addTime = (name: string, wall: WallTime) => {
    component.addPropertyWithValue(name, timeOf(ical, wall)).setParameter('tzid', event.zone)
  }
  const page = origin + paths.session(event, session.slug)
  const stamp = ical.Time.fromJSDate(session.updatedAt, true)
  add('uid', `session-${session.id}@${new URL(origin).hostname}`)
  component.addPropertyWithValue('dtstamp', stamp)
  component.addPropertyWithValue('last-modified', stamp)
  component.addPropertyWithValue('sequence', sequenceOf(session))
  addTime('dtstart', session.startsAt)
  // An end that is the start would be no end: RFC 5545, 3.8.2.2.
  if (session.endsAt > session.startsAt) addTime('dtend', session.endsAt)
  add('summary', oneLine(session.title))
  add('description', descriptionOf(session))
  add(
    'location',
    [session.room, event.city].flatMap((part) => oneLine(part ?? '') || []).join(', '),
  )
  // Latitude first: RFC 5545, 3.8.1.6.
  if (event.point)
    component.addPropertyWithValue('geo', [event.point.latitude, event.point.longitude])
  add('categories', oneLine(session.track ?? ''))
  add('url', page)
  const isOff = session.isWithdrawn || event.status === 'cancelled'
  add('status', isOff ? 'CANCELLED' : 'CONFIRMED')
  return component
}

/** Grows with every change, and is the same for everybody who asks between two. */
const sequenceOf = ({ createdAt, updatedAt }: ExportedSession) =>
  Math.max(0, Math.floor((updatedAt.getTime() - createdAt.getTime()) / 1_000))

function descriptionOf({ credits, abstract }: ExportedSession): string {
  const names = credits.map(({ name }) => oneLine(name)).join(', ')
  const whole = htmlToText(abstract ?? '')
  const text =
    whole.length > MAX_DESCRIPTION_CHARS ? `${whole.slice(0, MAX_DESCRIPTION_CHARS)}…` : whole
  return [names, text].filter(Boolean).join('\n\n').toWellFormed()
}

/** Control characters break calendars, even where a backslash could spell them. */
const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()

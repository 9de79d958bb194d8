import * as z from 'zod'
import { isZone, wallAt } from '#functions/time/wall-clock.ts'
import { dayChangeOf, frabConference, frabZones } from './frab-event.ts'
import { type FrabDay, type FrabZones, readWritten, type SessionTimes } from './frab-time.ts'
import type { JsonDocument } from './json-document.ts'
import {
  links,
  list,
  type Person,
  person,
  rawList,
  spokenText,
  text,
  toLinks,
  toPerson,
} from './json-fields.ts'
import {
  MAX_SESSIONS,
  type ParsedPerson,
  type ParsedProgramme,
  type ParsedRemark,
  type ParsedSession,
} from './parsed-programme.ts'
import { Unreadable } from './unreadable.ts'

const slugged = z.object({ name: spokenText, slug: text })
const reference = z
  .union([z.string().transform((name) => ({ name, slug: '' })), slugged])
  .catch({ name: '', slug: '' })
  .default({ name: '', slug: '' })

const schedule = z.object({
  base_url: text,
  conference: z.object({
    acronym: text,
    title: spokenText,
    start: text,
    end: text,
    time_zone_name: text,
    url: text,
    tracks: list(slugged),
    days: list(z.object({ date: text, start: text, end: text })),
  }),
  events: rawList,
  persons: list(person),
})

const event = z.object(
  {
    guid: text,
    code: text,
    title: spokenText,
    subtitle: spokenText,
    abstract: spokenText,
    description: spokenText,
    type: text,
    start: text,
    end: text,
    room: reference,
    track: reference,
    language: text,
    url: text,
    state: text,
    participants: list(person),
    links,
    attachments: links,
  },
  'It is no event',
)

/** A conference of more days is none; each event is looked for in all of them. */
const MAX_DAYS = 400

const NOT_HELD = /^(?:draft|submitted|rejected|canceled|withdrawn|deleted)$/i

type Persons = ReadonlyMap<string, Person>
/** What an event is read in. */
type Around = {
  readonly days: readonly Day[]
  readonly trackNames: ReadonlyMap<string, string>
  readonly persons: Persons
  readonly zones: FrabZones
}

/**
 * The second draft of the c3voc schedule: events beside the days, each with both its instants, and
 * people told of once. Throws {@link Unreadable} for another shape.
 */
export function parseSchedule2(
  value: unknown,
  { lineOf }: JsonDocument,
  zone: string | null,
): ParsedProgramme {
  const parsed = schedule.safeParse(value)
  if (!parsed.success)
    throw new Unreadable(lineOf(value), parsed.error.issues[0]?.message ?? 'It is no schedule')
  const { conference, events, base_url: baseUrl } = parsed.data
  if (events.length > MAX_SESSIONS)
    throw new Unreadable(lineOf(value), `It has more than ${MAX_SESSIONS} events`)
  const zones = frabZones(conference.time_zone_name, zone)
  const persons = new Map(parsed.data.persons.map((one) => [one.guid, one]))
  const trackNames = new Map(conference.tracks.map(({ slug, name }) => [slug, name]))
  const days = conference.days.slice(0, MAX_DAYS).map(readSpan)
  const around: Around = { days, trackNames, persons, zones }
  const sessions: ParsedSession[] = []
  const remarks: ParsedRemark[] = []
  for (const one of events) {
    const read = event.safeParse(one)
    const line = lineOf(one, events)
    if (!read.success) remarks.push({ type: 'rejected', line, reason: 'It is no event' })
    else if (!NOT_HELD.test(read.data.state)) sessions.push(toSession(read.data, line, around))
  }
  const changeMinutes = dayChangeOf('', conference.days, zones)
  const conferenceFields = { ...conference, line: 1, zone: '', dayChange: '', city: '' }
  return {
    event: frabConference(conferenceFields, zones, changeMinutes),
    sessions,
    remarks,
    baseUrl,
  }
}

function toSession(
  parsed: z.infer<typeof event>,
  line: number,
  { days, trackNames, persons, zones }: Around,
): ParsedSession {
  return {
    line,
    ids: [parsed.guid, parsed.code],
    title: parsed.title,
    subtitle: parsed.subtitle,
    texts: [parsed.abstract, parsed.description],
    type: parsed.type,
    day: dayOf(parsed.start, days, zones),
    times: timesOf(parsed, zones),
    room: parsed.room.name || parsed.room.slug,
    track:
      parsed.track.name ||
      (parsed.track.slug && trackNames.get(parsed.track.slug)) ||
      parsed.track.slug,
    language: parsed.language,
    level: null,
    notRecorded: false,
    url: parsed.url,
    people: parsed.participants.map((one) => toParticipant(one, persons)),
    links: [...toLinks(parsed.links, false), ...toLinks(parsed.attachments, true)],
  }
}

/** A participant's name and role here, and what is told of the person once, beside the events. */
function toParticipant(participant: Person, persons: Persons): ParsedPerson {
  const known = participant.guid ? persons.get(participant.guid) : undefined
  const billed = toPerson(participant)
  return known ? { ...toPerson(known), name: billed.name, role: billed.role } : billed
}

/** The clock time at an instant: on the event's clock, else on the source's, else as it is written. */
export function wallTimeAt(instant: string, zone: string | null): string | null {
  const written = readWritten(instant)
  if (!written) return null
  return written.instant && zone && isZone(zone) ? wallAt(written.instant, zone) : written.wall
}

function timesOf(
  { start, end }: { start: string; end: string },
  zones: FrabZones,
): SessionTimes | null {
  const zone = zones.wanted ?? zones.source
  const [startsAt, endsAt] = [wallTimeAt(start, zone), wallTimeAt(end, zone)]
  return startsAt && endsAt && endsAt >= startsAt ? { startsAt, endsAt } : null
}

type Day = { readonly date: string; readonly from: Date | null; readonly to: Date | null }

const readSpan = ({ date, start, end }: FrabDay): Day => ({
  date,
  from: readWritten(start)?.instant ?? null,
  to: readWritten(end)?.instant ?? null,
})

/** The day during which it starts: some go on after midnight. */
function dayOf(start: string, days: readonly Day[], zones: FrabZones): string | null {
  const instant = readWritten(start)?.instant
  const during = days.find(
    ({ from, to }) => instant && from && to && instant >= from && instant < to,
  )
  return during?.date ?? wallTimeAt(start, zones.wanted ?? zones.source)?.slice(0, 10) ?? null
}

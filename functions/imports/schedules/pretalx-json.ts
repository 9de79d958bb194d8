import * as z from 'zod'
import { msToWall } from '#functions/time/wall-clock.ts'
import { readDay, readWritten, type SessionTimes, spanOf } from './frab-time.ts'
import { readJson } from './json-document.ts'
import { links, list, named, person, spokenText, text, toLinks, toPerson } from './json-fields.ts'
import { MAX_SESSIONS, type ParsedRemark, type ParsedSession } from './parsed-programme.ts'
import { wallTimeAt } from './schedule2.ts'
import { Unreadable } from './unreadable.ts'
import { parseWhole } from './whole-programme.ts'

const slot = z.object({
  room: z.object({ id: text, name: spokenText }).nullish().catch(null),
  start: text,
  end: text,
})

const talk = z.object(
  {
    code: text,
    title: spokenText,
    abstract: spokenText,
    description: spokenText,
    submission_type: named,
    track: named,
    state: text,
    content_locale: text,
    duration: z.number().min(0).max(20_160).catch(0).default(0),
    do_not_record: z.boolean().catch(false).default(false),
    speakers: list(person),
    resources: links,
    slots: list(slot),
  },
  'It is no talk',
)

const programme = z.object(
  {
    schedule: z.record(
      z.string(),
      z.record(z.string(), z.record(z.string(), z.unknown())),
      'Its schedule is not talks by day, minute and room',
    ),
    rooms: list(z.object({ id: text, name: spokenText })),
  },
  'It is no programme',
)

const NOT_HELD = /^(?:draft|submitted|rejected|canceled|withdrawn|deleted)$/i

/** What stands in the keys around a talk: its day, the minute of the day that it starts, and its room. */
type Place = {
  readonly day: string
  readonly minute: number
  readonly roomId: string
  readonly room: string
}

/** Talks of the pretalx API by day, minute and room, as PyConFR's own site has them. */
export const parsePretalxJson = parseWhole(async (bytes, zone) => {
  const { value, lineOf } = await readJson(bytes)
  const parsed = programme.safeParse(value)
  if (!parsed.success)
    throw new Unreadable(1, parsed.error.issues[0]?.message ?? 'It is no programme')
  const rooms = new Map(parsed.data.rooms.map(({ id, name }) => [id, name]))
  const sessions: ParsedSession[] = []
  const remarks: ParsedRemark[] = []
  for (const [day, minutes] of Object.entries(parsed.data.schedule)) {
    for (const [minute, talks] of Object.entries(minutes)) {
      for (const [roomId, one] of Object.entries(talks)) {
        const read = talk.safeParse(one)
        const line = lineOf(one)
        const place = { day, minute: Number(minute), roomId, room: rooms.get(roomId) ?? roomId }
        const isHeld = read.success && !NOT_HELD.test(read.data.state)
        if (!read.success || readDay(day) !== day) {
          const externalId = isHeld ? read.data.code : null
          remarks.push({ type: 'rejected', line, reason: 'It is no talk of a day', externalId })
        } else if (isHeld) sessions.push(toSession(read.data, line, place, zone))
        if (sessions.length + remarks.length > MAX_SESSIONS)
          throw new Unreadable(line, `It has more than ${MAX_SESSIONS} talks`)
      }
    }
  }
  return { event: null, sessions, remarks, baseUrl: '' }
})

type Talk = z.infer<typeof talk>

function toSession(parsed: Talk, line: number, place: Place, zone: string | null): ParsedSession {
  const slots = parsed.slots.filter(({ room }) => room?.id === place.roomId)
  const held =
    slots.find(({ start }) => readWritten(start)?.wall === wallOfPlace(place)) ?? slots[0]
  return {
    line,
    ids: [parsed.code],
    title: parsed.title,
    subtitle: '',
    texts: [parsed.abstract, parsed.description],
    type: parsed.submission_type,
    day: place.day,
    times: (held && timesOf(held, zone)) ?? timesOfPlace(place, parsed.duration),
    room: held?.room?.name || place.room,
    track: parsed.track,
    language: parsed.content_locale,
    level: null,
    notRecorded: parsed.do_not_record,
    url: '',
    people: parsed.speakers.map(toPerson),
    links: toLinks(parsed.resources, true),
  }
}

function timesOf({ start, end }: z.infer<typeof slot>, zone: string | null): SessionTimes | null {
  const [startsAt, endsAt] = [wallTimeAt(start, zone), wallTimeAt(end, zone)]
  return startsAt && endsAt && endsAt >= startsAt ? { startsAt, endsAt } : null
}

const wallOfPlace = ({ day, minute }: Place): string | null =>
  minute >= 0 && minute < 2 * 24 * 60
    ? msToWall(Date.parse(`${day}T00:00Z`) + minute * 60_000)
    : null

function timesOfPlace(place: Place, minutes: number): SessionTimes | null {
  const startsAt = wallOfPlace(place)
  return startsAt ? spanOf(startsAt, minutes) : null
}

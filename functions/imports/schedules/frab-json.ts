import * as z from 'zod'
import { GENERATOR } from '#functions/exports/frab-programme.ts'
import {
  dayChangeOf,
  type FrabConference,
  type FrabEvent,
  frabConference,
  frabZones,
  timeEvents,
} from './frab-event.ts'
import type { FrabDay } from './frab-time.ts'
import { type JsonDocument, readJson } from './json-document.ts'
import {
  links,
  list,
  named,
  person,
  rawList,
  spokenText,
  text,
  toLinks,
  toPerson,
} from './json-fields.ts'
import { tellSchedule2 } from './schedule2.ts'
import {
  MAX_SESSIONS,
  type ToldLink,
  type ToldProgramme,
  type ToldRemark,
} from './told-programme.ts'
import { Unreadable } from './unreadable.ts'
import { parseWhole } from './whole-programme.ts'

const day = z.object({
  date: text,
  day_start: text,
  day_end: text,
  rooms: z.record(z.string(), rawList).default({}),
})

const schedule = z.object(
  {
    base_url: text,
    conference: z.object(
      {
        acronym: text,
        title: spokenText,
        start: text,
        end: text,
        time_zone_name: text,
        url: text,
        days: z.array(day, 'Its days are no list').default([]),
      },
      'It has no conference',
    ),
  },
  'It is no schedule',
)

const event = z.object(
  {
    guid: text,
    id: z.int('Its id is not a whole number').transform(String).nullish(),
    code: text,
    title: spokenText,
    subtitle: spokenText,
    abstract: spokenText,
    description: spokenText,
    type: text,
    date: text,
    start: text,
    duration: text,
    room: named,
    track: named,
    language: text,
    do_not_record: z.boolean().catch(false).default(false),
    url: text,
    origin_url: text,
    persons: list(person),
    links,
    attachments: links,
  },
  'It is no event',
)

const ofSchedule = z.object({
  generator: z.object({ name: text }).catch({ name: '' }).default({ name: '' }),
  schedule: z.unknown(),
})

/** The JSON of the c3voc schedule, as frab and pretalx write it, and its second draft with flat events. */
export const parseFrabJson = parseWhole(async (bytes, zone) => {
  const document = await readJson(bytes)
  const told = ofSchedule.safeParse(document.value)
  if (!told.success) throw new Unreadable(1, 'It is no schedule')
  const isDraft2 = z.object({ events: z.array(z.unknown()) }).safeParse(told.data.schedule).success
  return isDraft2
    ? tellSchedule2(told.data.schedule, document, zone)
    : tellSchedule(told.data, document, zone)
})

function tellSchedule(
  { schedule: value, generator }: z.infer<typeof ofSchedule>,
  document: JsonDocument,
  zone: string | null,
): ToldProgramme {
  const isOurs = generator.name === GENERATOR
  const told = schedule.safeParse(value)
  if (!told.success)
    throw new Unreadable(
      document.lineOf(value),
      told.error.issues[0]?.message ?? 'It is no schedule',
    )
  const { conference, base_url: baseUrl } = told.data
  const zones = frabZones(conference.time_zone_name, zone)
  const days = conference.days.map((one) => ({ ...one, start: one.day_start, end: one.day_end }))
  const changeMinutes = dayChangeOf('', days, zones)
  const read = days.flatMap((one) => readRooms(one, document, isOurs))
  if (read.length > MAX_SESSIONS) throw new Unreadable(1, `It has more than ${MAX_SESSIONS} events`)
  const { sessions, remarks } = timeEvents(
    read.flatMap((one) => ('told' in one ? [one] : [])),
    zones,
    changeMinutes,
  )
  return {
    event: frabConference(toConference(conference), zones, changeMinutes),
    sessions,
    remarks: [...read.flatMap((one) => ('told' in one ? [] : [one])), ...remarks],
    baseUrl,
  }
}

const toConference = (conference: z.infer<typeof schedule>['conference']): FrabConference => ({
  line: 1,
  acronym: conference.acronym,
  title: conference.title,
  start: conference.start,
  end: conference.end,
  zone: conference.time_zone_name,
  dayChange: '',
  city: '',
  url: conference.url,
})

type Day = FrabDay & Pick<z.infer<typeof day>, 'rooms'>

const readRooms = (
  of: Day,
  { lineOf }: JsonDocument,
  isOurs: boolean,
): (FrabEvent | ToldRemark)[] =>
  Object.entries(of.rooms).flatMap(([room, events]) =>
    events.map((value) => {
      const told = event.safeParse(value)
      const line = lineOf(value, events)
      if (told.success) return toEvent(told.data, { line, day: of, room, isOurs })
      return {
        type: 'rejected',
        line,
        reason: told.error.issues[0]?.message ?? 'It cannot be read',
      }
    }),
  )

/** A file of ours calls videos so, and nothing else. */
const asWritten = (link: ToldLink): ToldLink =>
  link.type === 'media' ? { ...link, type: 'video' } : link
const given = (link: ToldLink) => link

const toEvent = (
  told: z.infer<typeof event>,
  { line, day, room, isOurs }: { line: number; day: FrabDay; room: string; isOurs: boolean },
): FrabEvent => ({
  day,
  date: told.date,
  start: told.start,
  duration: told.duration,
  told: {
    line,
    ids: [told.guid.trim(), told.id ?? '', told.code.trim()],
    title: told.title,
    subtitle: told.subtitle,
    texts: [told.abstract, told.description],
    type: told.type,
    room: told.room || room,
    track: told.track,
    language: told.language,
    level: null,
    notRecorded: told.do_not_record,
    // In a file of ours the url is our own page of it.
    url: isOurs ? told.origin_url : told.url,
    people: told.persons.map(toPerson),
    links: [
      ...toLinks(told.links, false).map(isOurs ? asWritten : given),
      ...toLinks(told.attachments, true),
    ],
  },
})

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
import { frabJsonEvent, type Ours, toFrabEvent } from './frab-json-event.ts'
import type { FrabDay } from './frab-time.ts'
import { type JsonDocument, readJson } from './json-document.ts'
import { rawList, spokenText, text } from './json-fields.ts'
import { MAX_SESSIONS, type ParsedProgramme, type ParsedRemark } from './parsed-programme.ts'
import { parseSchedule2 } from './schedule2.ts'
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
        meta: z
          .object({ levels: z.record(z.string(), z.string()).catch({}).default({}) })
          .catch({ levels: {} })
          .default({ levels: {} }),
        days: z.array(day, 'Its days are no list').default([]),
      },
      'It has no conference',
    ),
  },
  'It is no schedule',
)

const ofSchedule = z.object({
  generator: z.object({ name: text }).catch({ name: '' }).default({ name: '' }),
  schedule: z.unknown(),
})

/** The JSON of the c3voc schedule, as frab and pretalx write it, and its second draft with flat events. */
export const parseFrabJson = parseWhole(async (bytes, zone) => {
  const document = await readJson(bytes)
  const parsed = ofSchedule.safeParse(document.value)
  if (!parsed.success) throw new Unreadable(1, 'It is no schedule')
  const isDraft2 = z
    .object({ events: z.array(z.unknown()) })
    .safeParse(parsed.data.schedule).success
  return isDraft2
    ? parseSchedule2(parsed.data.schedule, document, zone)
    : parseSchedule(parsed.data, document, zone)
})

function parseSchedule(
  { schedule: value, generator }: z.infer<typeof ofSchedule>,
  document: JsonDocument,
  zone: string | null,
): ParsedProgramme {
  const parsed = schedule.safeParse(value)
  if (!parsed.success)
    throw new Unreadable(
      document.lineOf(value),
      parsed.error.issues[0]?.message ?? 'It is no schedule',
    )
  const { conference, base_url: baseUrl } = parsed.data
  const ours = generator.name === GENERATOR ? conference.meta : null
  const zones = frabZones(conference.time_zone_name, zone)
  const days = conference.days.map((one) => ({ ...one, start: one.day_start, end: one.day_end }))
  const changeMinutes = dayChangeOf('', days, zones)
  // Before any is read: telling what is wrong with one takes longer than reading one.
  const count = days
    .flatMap(({ rooms }) => Object.values(rooms))
    .reduce((sum, { length }) => sum + length, 0)
  if (count > MAX_SESSIONS) throw new Unreadable(1, `It has more than ${MAX_SESSIONS} events`)
  const read = days.flatMap((one) => readRooms(one, document, ours))
  const { sessions, remarks } = timeEvents(
    read.flatMap((one) => ('parsed' in one ? [one] : [])),
    zones,
    changeMinutes,
  )
  return {
    event: frabConference(toConference(conference), zones, changeMinutes),
    sessions,
    remarks: [...read.flatMap((one) => ('parsed' in one ? [] : [one])), ...remarks],
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
  ours: Ours | null,
): (FrabEvent | ParsedRemark)[] =>
  Object.entries(of.rooms).flatMap(([room, events]) =>
    events.map((value) => {
      const parsed = frabJsonEvent.safeParse(value)
      const line = lineOf(value, events)
      if (parsed.success) return toFrabEvent(parsed.data, { line, day: of, room, ours })
      return {
        type: 'rejected',
        line,
        reason: parsed.error.issues[0]?.message ?? 'It cannot be read',
        externalId: guidOf(value),
      }
    }),
  )

/** The guid names an event whatever else is wrong with it. */
const guidOf = (value: unknown): string | null =>
  z.object({ guid: text }).safeParse(value).data?.guid.trim() || null

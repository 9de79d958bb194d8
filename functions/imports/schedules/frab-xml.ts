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
import { MAX_SESSIONS, nobody, type ParsedLink, type ParsedPerson } from './parsed-programme.ts'
import { levelOf } from './session-words.ts'
import { Unreadable } from './unreadable.ts'
import { parseWhole } from './whole-programme.ts'
import { child, childText, readXml, type XmlElement, type XmlRecord } from './xml-elements.ts'

const EVENT_PATHS = ['schedule/day/room/event', 'schedule/day/event']
const CONFERENCE_PATH = 'schedule/conference'
const PERSON_PATH = 'schedule/persons/person'
const GENERATOR_PATH = 'schedule/generator'
const RECORD_PATHS = new Set([...EVENT_PATHS, CONFERENCE_PATH, PERSON_PATH, GENERATOR_PATH])

/**
 * The XML of pentabarf, frab, pretalx and wafer, as the c3voc schema has it and as older files do:
 * events directly in a day, without guid, zone or date.
 */
export const parseFrabXml = parseWhole(async (bytes, zone) => {
  const found = await readSchedule(bytes)
  const zones = frabZones(found.conference.zone, zone)
  const changeMinutes = dayChangeOf(found.conference.dayChange, [...found.days.values()], zones)
  const events = found.events.map((event) => toEvent(event, found))
  const { sessions, remarks } = timeEvents(events, zones, changeMinutes)
  return {
    event: frabConference(found.conference, zones, changeMinutes),
    sessions,
    remarks,
    baseUrl: found.baseUrl,
  }
})

type Found = {
  conference: FrabConference
  baseUrl: string
  /** An event's `url` is then our own page of it. */
  isOurs: boolean
  readonly days: Map<string, FrabDay>
  /** What is told of somebody beside the days, by their id. */
  readonly bios: Map<string, string>
  readonly events: XmlRecord[]
}

async function readSchedule(bytes: AsyncIterable<Uint8Array>): Promise<Found> {
  const found: Found = {
    conference: readConference(undefined),
    baseUrl: '',
    isOurs: false,
    days: new Map(),
    bios: new Map(),
    events: [],
  }
  let isSchedule = false
  const isRecord = (path: string) => {
    if (path === 'schedule') isSchedule = true
    return RECORD_PATHS.has(path)
  }
  for await (const record of readXml(bytes, isRecord)) keep(found, record)
  if (!isSchedule) throw new Unreadable(1, 'It is no schedule: its outermost element is another')
  return found
}

function keep(found: Found, record: XmlRecord) {
  const { element, parents } = record
  if (element.name === 'conference') {
    found.conference = readConference(element)
    found.baseUrl = childText(element, 'base_url')
  } else if (element.name === 'generator') {
    found.isOurs = element.attributes.name === GENERATOR
  } else if (element.name === 'person') {
    if (found.bios.size < MAX_SESSIONS && element.attributes.id)
      found.bios.set(
        element.attributes.id,
        childText(element, 'biography') || childText(element, 'extended_biography'),
      )
  } else {
    if (found.events.length >= MAX_SESSIONS)
      throw new Unreadable(element.line, `It has more than ${MAX_SESSIONS} events`)
    const day = dayOf(parents)
    found.days.set(`${day.date} ${day.start}`, day)
    found.events.push(record)
  }
}

const readConference = (element: XmlElement | undefined): FrabConference => ({
  line: element?.line ?? 1,
  acronym: childText(element, 'acronym'),
  title: childText(element, 'title'),
  start: childText(element, 'start'),
  end: childText(element, 'end'),
  zone: childText(element, 'time_zone_name'),
  dayChange: childText(element, 'day_change'),
  city: childText(element, 'city'),
  url: childText(element, 'url'),
})

function dayOf(parents: readonly XmlElement[]): FrabDay {
  const {
    date = '',
    start = '',
    end = '',
  } = parents.find(({ name }) => name === 'day')?.attributes ?? {}
  return { date, start, end }
}

function toEvent({ element, parents }: XmlRecord, found: Found): FrabEvent {
  const { isOurs } = found
  const text = (name: string) => childText(element, name)
  const room = parents.find(({ name }) => name === 'room')
  const { guid = '', id = '', code = '' } = element.attributes
  return {
    day: dayOf(parents),
    date: text('date'),
    start: text('start'),
    duration: text('duration'),
    parsed: {
      line: element.line,
      ids: [guid.trim(), id.trim(), code.trim()],
      title: text('title'),
      subtitle: text('subtitle'),
      texts: [text('abstract'), text('description')],
      type: text('type'),
      room: text('room') || (room?.attributes.name ?? ''),
      track: text('track'),
      language: text('language'),
      level: isOurs ? levelOf(element.aside) : null,
      notRecorded: childText(child(element, 'recording'), 'optout') === 'true',
      url: text(isOurs ? 'origin_url' : 'url'),
      people: peopleOf(element, found),
      links: linksOf(element),
    },
  }
}

const peopleOf = (element: XmlElement, { bios, isOurs }: Found): ParsedPerson[] =>
  (child(element, 'persons')?.children ?? []).map(({ text, attributes, aside }) => {
    const { id = '', guid = '', code = '' } = attributes
    // FOSDEM tells of its speakers once, beside the days.
    const bio = bios.get(id) ?? ''
    const key = guid.trim() || code.trim()
    return { ...nobody, name: text, id: id.trim(), key, role: isOurs ? aside : '', bio }
  })

function linksOf(element: XmlElement): ParsedLink[] {
  const read = (list: string, isAttached: boolean) =>
    (child(element, list)?.children ?? []).map(
      ({ text, attributes: { href = '', type = '' } }) => ({
        url: href,
        label: text,
        type,
        isAttached,
      }),
    )
  const recorded = childText(element, 'video_download_url')
  return [
    ...read('links', false),
    ...read('attachments', true),
    ...(recorded ? [{ url: recorded, label: '', type: 'video', isAttached: true }] : []),
  ]
}

import type { SessionLevel } from '../../sessions/session.ts'
import { entryOf } from '../entry-of.ts'
import { readClock, readDay, spanOf } from './frab-time.ts'
import {
  MAX_SESSIONS,
  nobody,
  type ParsedPerson,
  type ParsedRemark,
  type ParsedSession,
} from './parsed-programme.ts'
import { Unreadable } from './unreadable.ts'
import { parseWhole } from './whole-programme.ts'
import { child, childText, readXml, type XmlElement } from './xml-elements.ts'

const MAX_MINUTES = 14 * 24 * 60
const levels: Readonly<Record<string, SessionLevel>> = {
  novice: 'beginner',
  beginner: 'beginner',
  intermediate: 'intermediate',
  advanced: 'advanced',
  expert: 'advanced',
}

/** The XML that EuroPython's own site wrote: entries of a day, with `1400` for a start and minutes for a length. */
export const parseEuropythonXml = parseWhole(async (bytes) => {
  const sessions: ParsedSession[] = []
  const remarks: ParsedRemark[] = []
  const isEntry = (path: string) => path === 'schedule/day/entry'
  for await (const { element, parents } of readXml(bytes, isEntry)) {
    if (sessions.length >= MAX_SESSIONS)
      throw new Unreadable(element.line, `It has more than ${MAX_SESSIONS} entries`)
    const session = toSession(element, readDay(parents[1]?.attributes.date ?? ''))
    sessions.push(session)
    if (!session.times)
      remarks.push({ type: 'note', line: element.line, reason: 'Its times are left out' })
  }
  return { event: null, sessions, remarks, baseUrl: '' }
})

function toSession(entry: XmlElement, day: string | null): ParsedSession {
  const text = (name: string) => childText(entry, name)
  const id = entry.attributes.id?.trim() ?? ''
  return {
    line: entry.line,
    // Talks and the rest of the programme are counted apart, and only talks have a category.
    ids: [id && `${text('category') ? 'talk' : 'event'}-${id}`],
    title: text('title'),
    subtitle: '',
    texts: [text('abstract'), text('description')],
    type: text('category') === 'Sponsored' ? 'talk' : text('category'),
    day,
    times: timesOf(day, text('start'), text('duration')),
    room: text('room'),
    track: '',
    language: text('language'),
    level: entryOf(levels, text('audience').toLowerCase()) ?? null,
    notRecorded: false,
    url: '',
    people: (child(entry, 'speakers')?.children ?? []).map(toPerson),
    links: [],
  }
}

function timesOf(day: string | null, start: string, duration: string) {
  const clock = readClock(start.replace(/^(\d\d)(\d\d)$/, '$1:$2'))
  const minutes = /^\d{1,5}$/.test(duration) ? Number(duration) : Number.NaN
  return day && clock && minutes <= MAX_MINUTES ? spanOf(`${day} ${clock}`, minutes) : null
}

const toPerson = (speaker: XmlElement): ParsedPerson => ({
  ...nobody,
  name: childText(speaker, 'name'),
  id: speaker.attributes.id ?? '',
  bio: childText(speaker, 'description'),
  // The site put its own address before one that was whole.
  photoUrl: childText(speaker, 'image').replace(/^https?:\/\/[^/]+(?=https?:\/\/)/, ''),
  links: [childText(speaker, 'profile')].filter(Boolean),
})

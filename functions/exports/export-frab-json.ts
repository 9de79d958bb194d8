import type { CoverageKind } from '../coverage/coverage.ts'
import { paths } from '../paths.ts'
import { versionOf } from './export-frab-xml.ts'
import type { ExportedProgramme } from './exported-programme.ts'
import { acronymOf, type FrabSession, frabDays, GENERATOR } from './frab-programme.ts'

/** What the schema calls our kinds of coverage. The others have no name in it, and are left out. */
const referenceTypes: Partial<Record<CoverageKind, string>> = {
  video: 'media',
  slides: 'slides',
  handout: 'paper',
  'write-up': 'blog',
}

/** The programme as frab's JSON, valid against the c3voc schema; see the XML for what it holds. */
export function exportFrabJson(programme: ExportedProgramme, origin: string): string {
  const { event } = programme
  const days = frabDays(programme)
  const page = origin + paths.event(event)
  const shown = days.flatMap(({ rooms }) => rooms.flatMap(({ sessions }) => sessions))
  const levels = Object.fromEntries(
    shown.flatMap(({ guid, level }) => (level ? [[guid, level] as const] : [])),
  )
  const conference = {
    acronym: acronymOf(event),
    title: event.name,
    start: event.startsOn,
    end: event.endsOn,
    daysCount: days.length,
    timeslot_duration: '00:05',
    ...(ZONE.test(event.zone) ? { time_zone_name: event.zone } : {}),
    url: event.website ?? page,
    ...(Object.keys(levels).length > 0 ? { meta: { levels } } : {}),
    days: days.map((day) => ({
      index: day.index,
      date: day.date,
      day_start: day.start,
      day_end: day.end,
      rooms: Object.fromEntries(
        day.rooms.map(({ name, sessions }) => [
          name,
          sessions.map((session) => toEvent(session, origin + paths.session(event, session.slug))),
        ]),
      ),
    })),
  }
  return JSON.stringify({
    generator: { name: GENERATOR, url: origin },
    schedule: { version: versionOf(programme), base_url: page, conference },
  })
}

/** The zones that the schema can spell. */
const ZONE = /^([A-Z][a-z]+\/[A-Z][a-z]+)|UTC$/

const toEvent = (session: FrabSession, page: string) => ({
  guid: session.guid,
  id: session.number,
  date: session.date,
  start: session.start,
  duration: durationOf(session.minutes),
  room: session.room ?? '',
  slug: session.frabSlug,
  url: page,
  ...(session.url ? { origin_url: session.url } : {}),
  title: session.title,
  subtitle: session.subtitle,
  track: session.track,
  type: session.kind,
  language: session.language,
  abstract: session.abstract,
  description: null,
  do_not_record: session.notRecorded,
  persons: session.credits.map(({ name, role, personId }) => ({
    ...(personId ? { guid: personId } : {}),
    name,
    role,
  })),
  links: session.coverage.flatMap(({ kind, url, title }) => {
    const type = referenceTypes[kind]
    return type ? [{ type, url, ...(title ? { title } : {}) }] : []
  }),
})

const durationOf = (minutes: number) =>
  [Math.trunc(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

import { paths } from '../paths.ts'
import type { ExportedProgramme } from './exported-programme.ts'
import { acronymOf, type FrabDay, type FrabSession, frabDays, GENERATOR } from './frab-programme.ts'

/**
 * The programme as frab's XML, valid against the c3voc schema. Read in again, it is the same: what the
 * schema has no place for (a person's role, a session's level) stands aside, where only we look.
 */
export function exportFrabXml(programme: ExportedProgramme, origin: string): string {
  const { event } = programme
  const days = frabDays(programme)
  const page = origin + paths.event(event)
  const schedule = element('schedule', {}, [
    element('generator', { name: GENERATOR, system: new URL(origin).host }),
    element('url', {}, origin + paths.scheduleFile(event, 'xml')),
    element('version', {}, versionOf(programme)),
    element('conference', {}, [
      element('acronym', {}, acronymOf(event)),
      element('title', {}, event.name),
      element('start', {}, event.startsOn),
      element('end', {}, event.endsOn),
      element('days', {}, String(days.length)),
      element('timeslot_duration', {}, '00:05'),
      element('base_url', {}, page),
      element('url', {}, event.website ?? page),
      element('time_zone_name', {}, event.zone),
    ]),
    ...days.map((day) => dayElement(day, programme, origin)),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${schedule}\n`
}

/** When the programme last changed. */
export const versionOf = ({ sessions }: ExportedProgramme): string =>
  new Date(Math.max(0, ...sessions.map(({ updatedAt }) => updatedAt.getTime()))).toISOString()

const dayElement = (day: FrabDay, { event }: ExportedProgramme, origin: string): string =>
  element(
    'day',
    { index: String(day.index), date: day.date, start: day.start, end: day.end },
    day.rooms.map(({ name, sessions }) =>
      element(
        'room',
        { name },
        sessions.map((session) =>
          eventElement(session, origin + paths.session(event, session.slug)),
        ),
      ),
    ),
  )

const eventElement = (session: FrabSession, page: string): string =>
  element('event', { guid: session.guid, id: String(session.number) }, [
    ...(session.level ? [aside(session.level)] : []),
    element('date', {}, session.date),
    element('start', {}, session.start),
    element('duration', {}, durationOf(session.minutes)),
    element('room', {}, session.room ?? ''),
    element('slug', {}, session.frabSlug),
    element('url', {}, page),
    ...(session.url ? [element('origin_url', {}, session.url)] : []),
    element('recording', {}, [
      element('license', {}, ''),
      element('optout', {}, String(session.notRecorded)),
    ]),
    element('title', {}, session.title),
    element('subtitle', {}, session.subtitle ?? ''),
    element('track', {}, session.track ?? ''),
    element('type', {}, session.kind),
    element('language', {}, session.language ?? ''),
    element('abstract', {}, session.abstract ?? ''),
    element('description', {}, ''),
    element(
      'persons',
      {},
      session.credits.map(({ name, role, personId }) =>
        element('person', personId ? { guid: personId } : {}, [
          ...(role === 'speaker' ? [] : [aside(role)]),
          escapeXml(name),
        ]),
      ),
    ),
    element(
      'links',
      {},
      session.coverage.map(({ kind, url, title }) =>
        element('link', { href: url, type: kind }, title ?? ''),
      ),
    ),
  ])

/** `HH:MM`, and days before it where there are too many hours for that. */
function durationOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60]
  if (hours < 24) return `${two(hours)}:${two(rest)}`
  return `${Math.trunc(hours / 24)}:${two(hours % 24)}:${two(rest)}`
}

/** An instruction to ourselves, of which a schema takes no notice. */
const aside = (word: string) => `<?hallway ${word}?>`

/** An element with text, or with elements that are spelt already. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly string[] = '',
): string {
  let open = `<${name}`
  for (const key in attributes) open += ` ${key}="${escapeXml(attributes[key] ?? '')}"`
  if (content.length === 0) return `${open}/>`
  if (typeof content === 'string') return `${open}>${escapeXml(content)}</${name}>`
  return `${open}>\n${content.join('\n')}\n</${name}>`
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // XML turns them into spaces, or into one another.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** XML 1.0 has no way at all to spell most control characters. */
const escapeXml = (text: string) =>
  SPECIAL.test(text)
    ? text
        .toWellFormed()
        .replace(NOT_XML, '')
        .replace(/[&<>"\t\n\r]/g, (char) => escapes[char] ?? '')
    : text

const SPECIAL = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

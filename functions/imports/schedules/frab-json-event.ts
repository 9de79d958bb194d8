import * as z from 'zod'
import type { FrabEvent } from './frab-event.ts'
import type { FrabDay } from './frab-time.ts'
import { links, list, named, person, spokenText, text, toLinks, toPerson } from './json-fields.ts'
import type { ParsedLink } from './parsed-programme.ts'
import { levelOf } from './session-words.ts'

/** What a file of ours says besides what the schema has a place for. In it an event's url is our own page. */
export type Ours = { readonly levels: Readonly<Record<string, string>> }

/** What an event is read in. */
type Around = {
  readonly line: number
  readonly day: FrabDay
  readonly room: string
  /** Null for a file that is another's. */
  readonly ours: Ours | null
}

/** An event of frab's JSON, as the c3voc schema has it. */
export const frabJsonEvent = z.object(
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

/** A file of ours calls videos so, and nothing else. */
const asWritten = (link: ParsedLink): ParsedLink =>
  link.type === 'media' ? { ...link, type: 'video' } : link
const given = (link: ParsedLink) => link

/** An event as the schedule's times are worked out from. */
export const toFrabEvent = (
  parsed: z.infer<typeof frabJsonEvent>,
  { line, day, room, ours }: Around,
): FrabEvent => ({
  day,
  date: parsed.date,
  start: parsed.start,
  duration: parsed.duration,
  parsed: {
    line,
    ids: [parsed.guid.trim(), parsed.id ?? '', parsed.code.trim()],
    title: parsed.title,
    subtitle: parsed.subtitle,
    texts: [parsed.abstract, parsed.description],
    type: parsed.type,
    room: parsed.room || room,
    track: parsed.track,
    language: parsed.language,
    level: ours ? levelOf(ours.levels[parsed.guid] ?? '') : null,
    notRecorded: parsed.do_not_record,
    // In a file of ours the url is our own page of it.
    url: ours ? parsed.origin_url : parsed.url,
    people: parsed.persons.map(toPerson),
    links: [
      ...toLinks(parsed.links, false).map(ours ? asWritten : given),
      ...toLinks(parsed.attachments, true),
    ],
  },
})

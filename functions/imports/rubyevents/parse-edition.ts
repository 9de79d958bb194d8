import type * as z from 'zod'
import { append } from '../append.ts'
import { cleanText } from '../clean.ts'
import type { Remark } from '../conference.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { CollectedProgramme } from '../programmes/collect-programme.ts'
import { type NamedBytes, readRecord, readYaml } from './read-yaml.ts'
import {
  type CallRecord,
  callRecord,
  type EventRecord,
  eventRecord,
  involvementRecord,
  scheduleRecord,
  type TalkRecord,
  talkRecord,
  type VenueRecord,
  venueRecord,
} from './records.ts'
import type { SpeakerBook } from './speaker-book.ts'
import { type TakenSlots, takeSlots } from './take-slots.ts'
import { itemSession, talkSession } from './talk-session.ts'

/** The files of one event's folder that say something to us; those that it lacks are null. */
export type EditionFiles = Readonly<
  Record<'event' | 'venue' | 'schedule' | 'videos' | 'cfp' | 'involvements', NamedBytes | null>
>

type Known<T> = { readonly record: T; readonly file: string; readonly line: number }

export type Edition = {
  readonly event: Known<EventRecord> | null
  readonly venue: VenueRecord | null
  readonly calls: readonly Known<CallRecord>[]
  /** In the order in which the event names them. */
  readonly staff: readonly { readonly role: string; readonly name: string }[]
  readonly programme: CollectedProgramme
  readonly talks: number
  readonly nestedTalks: number
  readonly rejected: readonly Remark[]
}

const nothing: CollectedProgramme = {
  ...{ event: null, sessions: [], rejected: [], rejectedIds: [], notes: [] },
}

/** Reads one event of RubyEvents. Never throws: what cannot be read is rejected with file and line. */
export function parseEdition(files: EditionFiles, book: SpeakerBook): Edition {
  const rejected: Remark[] = []
  const event = readOne(files.event, eventRecord, rejected)
  const calls = readList(files.cfp, callRecord, rejected)
  const involved = readList(files.involvements, involvementRecord, rejected)
  const staff = involved.flatMap(({ record }) =>
    [...record.users, ...record.organisations]
      .filter((name) => typeof name === 'string')
      .map((name) => ({ role: record.name, name: cleanText(name).slice(0, 200) }))
      .filter(({ name }) => name !== ''),
  )
  const talks = event ? readProgramme(files, { event, book, rejected }) : null
  return {
    event,
    venue: readOne(files.venue, venueRecord, rejected)?.record ?? null,
    calls,
    staff,
    programme: talks?.programme ?? nothing,
    talks: talks?.talks ?? 0,
    nestedTalks: talks?.nestedTalks ?? 0,
    rejected,
  }
}

function readOne<T extends z.ZodType>(
  named: NamedBytes | null,
  schema: T,
  rejected: Remark[],
): Known<z.infer<T>> | null {
  if (!named) return null
  const document = readYaml(named)
  const answer = 'remark' in document ? document : readRecord(document, schema)
  if ('record' in answer) return { ...answer, file: named.file }
  rejected.push(answer.remark)
  return null
}

function readList<T extends z.ZodType>(
  named: NamedBytes | null,
  schema: T,
  rejected: Remark[],
): Known<z.infer<T>>[] {
  const document = named && readYaml(named)
  if (!document) return []
  if ('remark' in document) {
    rejected.push(document.remark)
    return []
  }
  const { file, value } = document
  // A file that holds nothing yet is an empty document.
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) {
    rejected.push({ file, line: 1, reason: 'The file is not a list' })
    return []
  }
  return value.flatMap((_, index) => {
    const answer = readRecord(document, schema, [index])
    if ('record' in answer) return [{ ...answer, file }]
    rejected.push(answer.remark)
    return []
  })
}

type Context = {
  readonly event: Known<EventRecord>
  readonly book: SpeakerBook
  readonly rejected: Remark[]
}

function readProgramme(files: EditionFiles, { event, book, rejected }: Context) {
  const incoming: Remark[] = []
  const notes: Remark[] = []
  const talks = readList(files.videos, talkRecord, incoming)
  const grid = readOne(files.schedule, scheduleRecord, rejected)
  const taken: TakenSlots = grid
    ? takeSlots(
        grid.record,
        talks.map(({ record }) => record),
      )
    : { slots: new Map(), items: [], doubtful: [] }
  if (grid)
    for (const day of taken.doubtful)
      notes.push({
        file: grid.file,
        line: 1,
        reason: `${day} has other slots than talks: no times`,
      })
  const eventId = event.record.id
  const shown = { eventId, book, isMeetup: event.record.kind === 'meetup' }
  const sessions: ProgrammeSession[] = []
  let nestedTalks = 0
  for (const { record, file, line } of talks) {
    const at = { file, line }
    const slot = taken.slots.get(record.id) ?? null
    sessions.push(talkSession(record, { ...shown, at, slot, parent: null }))
    for (const nested of nestedIn(record, at, incoming)) {
      nestedTalks += 1
      sessions.push(talkSession(nested, { ...shown, at, slot: null, parent: record }))
    }
  }
  const at = { file: grid?.file ?? event.file, line: grid?.line ?? 1 }
  append(
    sessions,
    taken.items.map((item) => itemSession(item, at, eventId)),
  )
  append(rejected, incoming)
  const programme = { event: null, sessions, rejected: incoming, rejectedIds: [], notes }
  return { programme, talks: talks.length, nestedTalks }
}

/** The talks that a recording holds. They stand at the line of the recording. */
function nestedIn(
  { talks }: TalkRecord,
  { file, line }: { readonly file: string; readonly line: number },
  rejected: Remark[],
): TalkRecord[] {
  return talks.flatMap((talk) => {
    const parsed = talkRecord.safeParse(talk)
    if (parsed.success) return [parsed.data]
    const reason = parsed.error.issues[0]?.message ?? 'It cannot be read'
    rejected.push({ file, line, reason: `A talk within it: ${reason}` })
    return []
  })
}

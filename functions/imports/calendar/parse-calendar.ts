import { cleanText, cleanUrl } from '../clean.ts'
import type { ParseOptions, ParseProgramme, ProgrammeRecord } from '../programme-record.ts'
import { readBilling } from './billing.ts'
import { abstractOf, type DraftText, toCalendarSession } from './calendar-session.ts'
import { type Calendar, readComponents } from './components.ts'
import { unescapeText } from './content-line.ts'
import { type Draft, readDraft } from './draft.ts'
import { nameOccurrences } from './external-ids.ts'
import { fileZone, zonesOf } from './file-zone.ts'
import { wallTimeOfMoment } from './moment.ts'
import { type Occurrence, spreadOut } from './occurrences.ts'
import { unfoldLines } from './unfold.ts'

const MAX_BYTES = 32 * 1024 * 1024
const MAX_NAME_LENGTH = 200

/**
 * Reads a programme from iCalendar (RFC 5545), as broken as such files are in the wild. Sessions come
 * out on the clock of the event's zone, whatever zone they are written in; all-day ones have a day and
 * no time. Cancelled events are rejected with that reason, so that they count as withdrawn.
 */
export const parseCalendar: ParseProgramme = async function* (chunks, options) {
  const { file } = options
  const bytes = await collect(chunks)
  if (!bytes) {
    yield { type: 'rejected', remark: { file, line: 1, reason: 'The file is larger than 32 MiB' } }
    return
  }
  const calendar = readComponents(unfoldLines(bytes))
  if (!calendar.isCalendar && calendar.events.length === 0) {
    yield { type: 'rejected', remark: { file, line: 1, reason: 'It is not a calendar' } }
    return
  }
  yield* recordsOf(calendar, options)
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > MAX_BYTES) return null
    pieces.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

async function* recordsOf(
  calendar: Calendar,
  options: ParseOptions,
): AsyncGenerator<ProgrammeRecord> {
  const { file } = options
  const remarks: ProgrammeRecord[] = []
  const note = (line: number, reason: string) =>
    remarks.push({ type: 'note', remark: { file, line, reason } })
  const reject = (line: number, reason: string) =>
    remarks.push({ type: 'rejected', remark: { file, line, reason } })
  const zoneOf = zonesOf(calendar)
  const zone = fileZone(calendar, zoneOf)
  const drafts = calendar.events.map((event) => readDraft(event, zoneOf, note))
  const occurrences = await spreadOut(drafts, zone, note)
  const names = nameOccurrences(occurrences, zone)
  const textOf = memoizeText(drafts)
  const shownIn = options.zone ?? zone

  yield {
    type: 'event',
    event: { ...eventOf(calendar, occurrences, shownIn), file, line: 1, zone },
  }
  for (const [index, occurrence] of occurrences.entries()) {
    const { line, isCancelled } = occurrence.draft
    const externalId = names[index]
    if (isCancelled) reject(line, 'It is cancelled')
    else if (!externalId) reject(line, 'It is the same as one before')
    else {
      const at = { file, line, externalId, zone: shownIn }
      yield {
        type: 'session',
        session: toCalendarSession(occurrence, textOf(occurrence.draft), at),
      }
      if (!occurrence.draft.title) note(line, 'It has no title')
    }
  }
  if (calendar.isCut) reject(1, 'The rest is left out: it holds more than 10,000 events')
  yield* remarks
}

/** A draft is read once, however often it takes place. */
function memoizeText(drafts: readonly Draft[]): (draft: Draft) => DraftText {
  const bill = readBilling(drafts)
  const known = new Map<Draft, DraftText>()
  return (draft) => {
    const incoming = known.get(draft) ?? { ...bill(draft), abstract: abstractOf(draft) }
    known.set(draft, incoming)
    return incoming
  }
}

function eventOf(calendar: Calendar, occurrences: readonly Occurrence[], zone: string | null) {
  const find = (name: string) =>
    unescapeText(calendar.properties.find((property) => property.name === name)?.value ?? '')
  const held = occurrences.filter(({ draft }) => !draft.isCancelled)
  const firsts = held.flatMap(({ start }) =>
    start ? [wallTimeOfMoment(start, zone).slice(0, 10)] : [],
  )
  // A party that ends after midnight does not make the event a day longer.
  const lasts = held.flatMap(({ start, end }) => {
    const last = end?.type === 'day' ? end : start
    return last ? [wallTimeOfMoment(last, zone).slice(0, 10)] : []
  })
  const name = cleanText(find('X-WR-CALNAME') || find('NAME')).slice(0, MAX_NAME_LENGTH)
  return {
    externalId: null,
    name: name || null,
    startsOn: firsts.sort()[0] ?? null,
    endsOn: lasts.sort().at(-1) ?? null,
    dayChangeMinutes: 0,
    city: null,
    website: cleanUrl(find('URL')),
  }
}

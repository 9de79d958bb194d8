import type { Stores } from '../../deps.ts'
import { append } from '../append.ts'
import type { Remark } from '../conference.ts'
import { placeOf } from '../place-of.ts'
import { importProgramme } from '../programmes/import-programme.ts'
import { type UpsertedEvent, upsertEvent } from '../upsert-event.ts'
import { upsertPlaces } from '../upsert-places.ts'
import { type EditionColumns, toEditionColumns } from './edition-columns.ts'
import { type Edition, type EditionFiles, parseEdition } from './parse-edition.ts'
import { type NamedBytes, readRecord, readYaml } from './read-yaml.ts'
import { type SeriesRecord, seriesRecord } from './records.ts'
import { readSpeakers, type SpeakerBook } from './speaker-book.ts'
import { type Noun, newTally, type Outcome, type Tally } from './tally.ts'
import { upsertCalls } from './upsert-calls.ts'
import { upsertSeries } from './upsert-series.ts'
import { upsertStaff } from './upsert-staff.ts'
import { upsertVenue } from './upsert-venue.ts'

const SOURCE = 'rubyevents'

/** One series' folder: its own file, and those of its events. */
export type SeriesFolder = {
  readonly series: NamedBytes | null
  readonly events: readonly EditionFiles[]
}

export type RubyEventsSummary = {
  readonly counts: Tally
  /** What the files hold. */
  readonly read: {
    series: number
    events: number
    talks: number
    nestedTalks: number
    venues: number
    callFiles: number
    calls: number
    schedules: number
    speakers: number
  }
  withdrawn: number
  newPeople: number
  readonly rejected: Remark[]
  readonly notes: Remark[]
}

type Import = {
  readonly stores: Stores
  readonly book: SpeakerBook
  readonly summary: RubyEventsSummary
  readonly placeIds: Map<string, string>
  readonly staff: { readonly eventId: string; readonly staff: Edition['staff'] }[]
  readonly dryRun: boolean
}

/**
 * Imports RubyEvents' data, a series at a time: its events with venue, calls, staff and talks. People
 * are those of `speakers.yml`. A second import of the same changes nothing. A dry run only reads.
 */
export async function importRubyEvents(
  stores: Stores,
  speakers: NamedBytes | null,
  folders: AsyncIterable<SeriesFolder>,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<RubyEventsSummary> {
  const known = speakers ? readSpeakers(speakers) : { book: new Map(), count: 0, rejected: [] }
  const summary: RubyEventsSummary = {
    counts: newTally(),
    read: {
      series: 0,
      events: 0,
      talks: 0,
      nestedTalks: 0,
      venues: 0,
      callFiles: 0,
      calls: 0,
      schedules: 0,
      speakers: known.count,
    },
    ...{ withdrawn: 0, newPeople: 0, rejected: [...known.rejected], notes: [] },
  }
  const state: Import = {
    ...{ stores, book: known.book, summary, dryRun },
    ...{ placeIds: new Map(), staff: [] },
  }
  for await (const folder of folders) await importSeries(state, folder)
  // Speakers become people with their talks, and those who organise one event speak at another.
  for (const { eventId, staff } of state.staff)
    count(summary, 'staff', await upsertStaff(stores, staff, { eventId, book: known.book }))
  return summary
}

async function importSeries(state: Import, { series, events }: SeriesFolder): Promise<void> {
  const { stores, summary, dryRun } = state
  const record = series && readSeries(series, summary.rejected)
  if (record) summary.read.series += 1
  const kept: string[] = []
  for (const files of events) {
    const edition = parseEdition(files, state.book)
    append(summary.rejected, edition.rejected)
    addRead(summary, edition, files)
    const event = await importEdition(state, edition)
    if (event) kept.push(event.id)
  }
  if (record && !dryRun) count(summary, 'series', [await upsertSeries(stores, record, kept)])
}

function readSeries(named: NamedBytes, rejected: Remark[]): SeriesRecord | null {
  const document = readYaml(named)
  const answer = 'remark' in document ? document : readRecord(document, seriesRecord)
  if ('record' in answer) return answer.record
  rejected.push(answer.remark)
  return null
}

async function importEdition(state: Import, edition: Edition): Promise<UpsertedEvent | null> {
  const { stores, summary, placeIds, dryRun } = state
  const { event, programme } = edition
  if (!event) return null
  const incoming = toEditionColumns(event.record, programme.sessions)
  if ('reason' in incoming) {
    summary.rejected.push({ file: event.file, line: event.line, reason: incoming.reason })
    return null
  }
  if (dryRun) return null
  const { city, ...columns } = incoming
  if (city) await upsertPlaces(stores, [city], placeIds)
  const placeId = city ? (placeIds.get(city.gazetteerId) ?? null) : null
  const kept = await upsertEvent(stores, {
    ...{ source: SOURCE, externalId: event.record.id, city },
    incoming: { ...columns, placeId },
  })
  count(summary, 'events', [kept.outcome])
  await importParts(state, edition, { kept, city })
  return kept
}

function addRead({ read }: RubyEventsSummary, edition: Edition, files: EditionFiles): void {
  const { event, talks, nestedTalks, venue, calls } = edition
  read.events += event ? 1 : 0
  read.talks += talks
  read.nestedTalks += nestedTalks
  read.venues += venue ? 1 : 0
  read.callFiles += calls.length > 0 ? 1 : 0
  read.calls += calls.length
  read.schedules += files.schedule ? 1 : 0
}

type Kept = { readonly kept: UpsertedEvent; readonly city: EditionColumns['city'] }

async function importParts(state: Import, edition: Edition, { kept, city }: Kept): Promise<void> {
  const { stores, summary, placeIds } = state
  const { venue, calls, staff, programme } = edition
  const eventId = kept.id
  if (venue) {
    const { address } = venue
    const at = `${address?.city ?? ''}, ${address?.country_code ?? address?.country ?? ''}`
    const place = placeOf(at, venue.coordinates) ?? city
    if (place) await upsertPlaces(stores, [place], placeIds)
    const placeId = place && placeIds.get(place.gazetteerId)
    if (placeId) count(summary, 'venues', [await upsertVenue(stores, venue, { eventId, placeId })])
    else summary.rejected.push(unplaced(edition))
  }
  const records = calls.map(({ record }) => record)
  count(summary, 'calls', await upsertCalls(stores, records, { eventId, zone: kept.zone }))
  if (programme.sessions.length > 0) {
    const counts = await importProgramme(stores, programme, { kind: SOURCE, eventId })
    summary.counts.sessions.created += counts.created
    summary.counts.sessions.updated += counts.updated + counts.restored
    summary.counts.sessions.unchanged += counts.unchanged
    summary.withdrawn += counts.withdrawn
    summary.newPeople += counts.newPeople
    append(summary.rejected, counts.rejected.slice(programme.rejected.length))
    append(summary.notes, counts.notes)
  }
  state.staff.push({ eventId, staff })
}

const unplaced = ({ event, venue }: Edition): Remark => ({
  file: event?.file.replace(/event\.yml$/, 'venue.yml') ?? 'venue.yml',
  line: 1,
  reason: `${venue?.name} is in no city that we know`,
})

function count({ counts }: RubyEventsSummary, noun: Noun, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) counts[noun][outcome] += 1
}

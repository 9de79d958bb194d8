import type { Remark } from '../conference.ts'
import type { ProgrammeRecord } from '../programme-record.ts'
import { type NamedBytes, readJsonFile } from './json-file.ts'
import { type EventDays, weighRecordedDays } from './recorded-days.ts'
import { toRecordedSession } from './recorded-session.ts'
import { sortRelatedLinks } from './related-links.ts'
import {
  type CategoryRecord,
  categoryRecord,
  recordLanguage,
  type VideoRecord,
  videoRecord,
} from './video-record.ts'

const MAX_TOTAL_BYTES = 32 * 1024 * 1024
const MAX_FILES = 5_000

export type PyvideoOptions = {
  /** The name of the event's folder, which is pyvideo's name for the event. */
  readonly category: string
  /** The days of our event, where it is known: a talk was not given outside of them. */
  readonly event: EventDays | null
}

type Read = { readonly file: string; readonly line: number; readonly record: VideoRecord }

/**
 * Reads one event's folder of pyvideo/data: its `category.json` and the files in `videos`, in any
 * order. Never throws: what cannot be read is rejected with its line and the reason. Talks come only
 * when all are read, since what a date is worth shows in the others.
 */
export async function* parsePyvideo(
  files: AsyncIterable<NamedBytes>,
  options: PyvideoOptions,
): AsyncGenerator<ProgrammeRecord> {
  const read: Read[] = []
  let category: { readonly file: string; readonly record: CategoryRecord } | null = null
  let [bytes, count] = [0, 0]
  for await (const named of files) {
    bytes += named.bytes.length
    count += 1
    if (bytes > MAX_TOTAL_BYTES || count > MAX_FILES) {
      yield rejected({
        file: named.file,
        line: 1,
        reason: 'The folder holds more than 32 MiB or 5,000 files',
      })
      break
    }
    const { file } = named
    if (/(?:^|\/)category\.json$/.test(file)) {
      const answer = readJsonFile(named, categoryRecord)
      if ('remark' in answer) yield rejected(answer.remark)
      else category = { file, record: answer.record }
    } else {
      const answer = readJsonFile(named, videoRecord)
      if ('remark' in answer) yield rejected(answer.remark)
      else read.push({ file, line: 1, record: answer.record })
    }
  }
  yield* emitRecords(read.sort(byFile), category, options)
}

const byFile = (a: Read, b: Read) => (a.file < b.file ? -1 : 1)
const rejected = (remark: Remark): ProgrammeRecord => ({ type: 'rejected', remark })

function* emitRecords(
  read: readonly Read[],
  category: { readonly file: string; readonly record: CategoryRecord } | null,
  options: PyvideoOptions,
): Generator<ProgrammeRecord> {
  const { title: name, start_date, end_date } = category?.record ?? {}
  const own = start_date && end_date ? { startsOn: start_date, endsOn: end_date } : null
  const days = weighRecordedDays(
    read.map(({ record }) => record.recorded ?? null),
    {
      event: options.event ?? own,
      year: /\b(?:19|20)\d\d\b/.exec(name ?? options.category)?.[0] ?? null,
    },
  )
  yield {
    type: 'event',
    event: {
      file: category?.file ?? options.category,
      line: 1,
      externalId: options.category,
      name: name ?? null,
      startsOn: start_date ?? days.startsOn,
      endsOn: end_date ?? days.endsOn,
      zone: null,
      dayChangeMinutes: 0,
      city: null,
      website: category?.record.url ?? websiteOf(read),
    },
  }
  for (const { file, line, record } of read) {
    const notes: Remark[] = []
    const note = (reason: string) => notes.push({ file, line, reason })
    const session = toRecordedSession(record, {
      at: { file, line },
      category: options.category,
      day: days.dayOf(record.recorded ?? null),
      language: recordLanguage(record),
      note,
    })
    yield { type: 'session', session }
    for (const remark of notes) yield { type: 'note', remark }
  }
}

/** The one website that the talks name for their conference. */
function websiteOf(read: readonly Read[]): string | null {
  const named = read.map(({ record }) => sortRelatedLinks(record.related_urls ?? []).website)
  const websites = new Set(named.filter((url) => url !== null))
  return websites.size === 1 ? ([...websites][0] ?? null) : null
}

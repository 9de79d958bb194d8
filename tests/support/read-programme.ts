import type { ParseProgramme, ProgrammeRecord } from '#functions/imports/programme-record.ts'

/** Text as the bytes of a file, in chunks that part characters and tags. */
export async function* chunks(text: string | Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** All that a parser finds, by kind. */
export async function readProgramme(
  parse: ParseProgramme,
  text: string | Uint8Array,
  { zone = null, size }: { zone?: string | null; size?: number } = {},
) {
  const records: ProgrammeRecord[] = []
  for await (const record of parse(chunks(text, size), { file: 'file', zone })) records.push(record)
  const remarks = (type: 'rejected' | 'note') =>
    records.flatMap((record) =>
      record.type === type ? [`${record.remark.line}: ${record.remark.reason}`] : [],
    )
  return {
    event: records.find((record) => record.type === 'event')?.event ?? null,
    sessions: records.flatMap((record) => (record.type === 'session' ? [record.session] : [])),
    rejected: remarks('rejected'),
    rejectedIds: records.flatMap((record) =>
      record.type === 'rejected' && record.externalId ? [record.externalId] : [],
    ),
    notes: remarks('note'),
  }
}

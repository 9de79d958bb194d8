import type { ParseProgramme } from '../programme-record.ts'
import type { ParsedProgramme } from './parsed-programme.ts'
import { toProgrammeRecords } from './to-programme-records.ts'
import { Unreadable } from './unreadable.ts'

/** Reads a file to its end. Throws {@link Unreadable} for one that cannot be read as a whole. */
export type ReadProgramme = (
  bytes: AsyncIterable<Uint8Array>,
  zone: string | null,
) => Promise<ParsedProgramme>

/**
 * A parser of programmes that are told when they have been read to their end: only then is it known
 * whose ids say who somebody is. A file that breaks off gives no session at all, for those behind
 * the break would seem withdrawn.
 */
export const parseWhole = (read: ReadProgramme): ParseProgramme =>
  async function* parse(bytes, { file, zone }) {
    let parsed: ParsedProgramme
    try {
      parsed = await read(bytes, zone)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      yield { type: 'rejected', remark: { file, line: error.line, reason: error.message } }
      return
    }
    yield* toProgrammeRecords(parsed, file)
  }

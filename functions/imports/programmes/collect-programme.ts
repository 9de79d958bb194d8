import type { Remark } from '../conference.ts'
import type { ProgrammeEvent, ProgrammeRecord, ProgrammeSession } from '../programme-record.ts'

/** All that a parser found. */
export type CollectedProgramme = {
  readonly event: ProgrammeEvent | null
  readonly sessions: readonly ProgrammeSession[]
  readonly rejected: readonly Remark[]
  /** What sessions are called that are still listed, and could not be read. */
  readonly rejectedIds: readonly string[]
  readonly notes: readonly Remark[]
}

/** Reads a parser to its end. Its own limit on bytes bounds what is held here. */
export async function collectProgramme(
  records: AsyncIterable<ProgrammeRecord>,
): Promise<CollectedProgramme> {
  let event: ProgrammeEvent | null = null
  const sessions: ProgrammeSession[] = []
  const rejected: Remark[] = []
  const rejectedIds: string[] = []
  const notes: Remark[] = []
  for await (const record of records) {
    if (record.type === 'event') event ??= record.event
    else if (record.type === 'session') sessions.push(record.session)
    else if (record.type === 'rejected') {
      rejected.push(record.remark)
      if (record.externalId) rejectedIds.push(record.externalId)
    } else notes.push(record.remark)
  }
  return { event, sessions, rejected, rejectedIds, notes }
}

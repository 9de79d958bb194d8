import type {
  ProgrammeCoverage,
  ProgrammeCredit,
  ProgrammeSession,
} from '#functions/imports/programme-record.ts'
import type { CollectedProgramme } from '#functions/imports/programmes/collect-programme.ts'

let line = 0

/** A session as a parser would tell it, on the first day of `makeEvent`. */
export const parsedSession = (fields: Partial<ProgrammeSession> = {}): ProgrammeSession => {
  line += 1
  return {
    ...{ file: 'schedule.xml', line, externalId: `talk-${line}`, title: `Talk ${line}` },
    ...{ subtitle: null, abstract: null, kind: 'talk', day: '2026-09-01' },
    ...{ startsAt: '2026-09-01 10:00:00', endsAt: '2026-09-01 10:30:00', room: 'Hall' },
    ...{ track: null, language: null, level: null, notRecorded: false, url: null },
    ...{ credits: [], coverage: [] },
    ...fields,
  }
}

/** A session of a source that knows no times, such as a recording. */
export const parsedRecording = (fields: Partial<ProgrammeSession> = {}): ProgrammeSession =>
  parsedSession({ day: null, startsAt: null, endsAt: null, room: null, ...fields })

export const parsedCredit = (name: string, externalId: string | null = null): ProgrammeCredit => ({
  ...{ name, role: 'speaker', externalId, bio: null, photoUrl: null, links: [] },
})

export const parsedVideo = (url: string, fields: Partial<ProgrammeCoverage> = {}) => ({
  ...{ kind: 'video' as const, url, title: null, language: null, durationS: null },
  ...{ thumbnailUrl: null, ...fields },
})

/** A whole programme as it was read. */
export const toProgrammeRecords = (
  sessions: readonly ProgrammeSession[],
  fields: Partial<CollectedProgramme> = {},
): CollectedProgramme => ({
  ...{ event: null, sessions, rejected: [], rejectedIds: [], notes: [] },
  ...fields,
})

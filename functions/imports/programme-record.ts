import type { CoverageKind } from '../coverage/coverage.ts'
import type { CreditRole, SessionKind, SessionLevel } from '../sessions/session.ts'
import type { Located, Remark } from './conference.ts'

/** Somebody as a session bills them, in billed order. */
export type ProgrammeCredit = {
  readonly name: string
  readonly role: CreditRole
  /** What the source calls this person, only where that stands for one person throughout the source. */
  readonly externalId: string | null
  /** Sanitised HTML. */
  readonly bio: string | null
  readonly photoUrl: string | null
  readonly links: readonly string[]
}

/** Something to watch or read that a source lists with a session. */
export type ProgrammeCoverage = {
  readonly kind: CoverageKind
  readonly url: string
  readonly title: string | null
  readonly language: string | null
  readonly durationS: number | null
  readonly thumbnailUrl: string | null
}

/** A session as one record of one source tells it, cleaned and checked. */
export type ProgrammeSession = Located & {
  /** The source's own name for it: one of a kind in its programme, and the same at the next import. */
  readonly externalId: string
  readonly title: string
  readonly subtitle: string | null
  /** Sanitised HTML. */
  readonly abstract: string | null
  readonly kind: SessionKind
  /** The conference day, `YYYY-MM-DD`: after midnight still the day before. */
  readonly day: string | null
  /** On the wall clock of the event's zone, `YYYY-MM-DD HH:MM:SS`. Both, or neither. */
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly room: string | null
  readonly track: string | null
  /** BCP 47. */
  readonly language: string | null
  readonly level: SessionLevel | null
  readonly notRecorded: boolean
  readonly url: string | null
  readonly credits: readonly ProgrammeCredit[]
  readonly coverage: readonly ProgrammeCoverage[]
}

/** What a programme says of its event. */
export type ProgrammeEvent = Located & {
  /** What the source calls the event, such as frab's acronym; null when it has no name of that sort. */
  readonly externalId: string | null
  readonly name: string | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  /** IANA. */
  readonly zone: string | null
  /** When a conference day ends: minutes after midnight. */
  readonly dayChangeMinutes: number
  readonly city: string | null
  readonly website: string | null
}

/** What a parser finds, one after the other as it reads. The event comes first, where there is one. */
export type ProgrammeRecord =
  | { readonly type: 'event'; readonly event: ProgrammeEvent }
  | { readonly type: 'session'; readonly session: ProgrammeSession }
  /** A record that is left out. */
  | {
      readonly type: 'rejected'
      readonly remark: Remark
      /** Of a session that is still in the programme and only cannot be read: what it is called, if that could be. */
      readonly externalId?: string | null
    }
  /** A part of a record that is left out. */
  | { readonly type: 'note'; readonly remark: Remark }

export type ParseOptions = {
  /** How remarks call the file. */
  readonly file: string
  /** The zone of the event that this is for, IANA. Times come out on its clock; null: the source's own zone. */
  readonly zone: string | null
}

/**
 * A parser of one format: pure, reads as the bytes come, and never throws for what they say. What
 * cannot be read is rejected with its line and the reason. Input beyond 32 MiB is rejected.
 */
export type ParseProgramme = (
  bytes: AsyncIterable<Uint8Array>,
  options: ParseOptions,
) => AsyncGenerator<ProgrammeRecord>

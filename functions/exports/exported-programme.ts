import type { CoverageKind } from '../coverage/coverage.ts'
import type { AttendanceMode, DatePrecision, EventStatus } from '../events/event.ts'
import type { EventRef } from '../paths.ts'
import type { PlaceSummary } from '../places/place.ts'
import type { CreditRole, SessionKind, SessionLevel } from '../sessions/session.ts'
import type { Day } from '../time/day.ts'
import type { WallTime } from '../time/wall-clock.ts'
import type { VenueSummary } from '../venues/venue.ts'

export type ExportedEvent = EventRef & {
  readonly id: string
  readonly name: string
  readonly tagline: string | null
  /** Sanitised HTML. */
  readonly description: string | null
  readonly startsOn: Day
  readonly endsOn: Day
  readonly datePrecision: DatePrecision
  /** IANA. */
  readonly zone: string
  readonly status: EventStatus
  readonly attendanceMode: AttendanceMode
  readonly dayChangeMinutes: number
  readonly website: string | null
  readonly place: PlaceSummary | null
  /** The main one first. */
  readonly venues: readonly VenueSummary[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type ExportedCredit = {
  readonly name: string
  readonly role: CreditRole
  readonly personId: string | null
}

export type ExportedCoverage = {
  readonly kind: CoverageKind
  readonly url: string
  readonly title: string | null
}

export type ExportedSession = {
  readonly id: string
  /** Counts the event's sessions from 1, in the order in which we learnt of them. */
  readonly number: number
  /** What the event's own schedule calls it, or null. */
  readonly externalId: string | null
  readonly slug: string
  readonly title: string
  readonly subtitle: string | null
  /** Sanitised HTML. */
  readonly abstract: string | null
  readonly kind: SessionKind
  readonly day: Day | null
  readonly startsAt: WallTime | null
  readonly endsAt: WallTime | null
  readonly room: string | null
  readonly track: string | null
  /** BCP 47. */
  readonly language: string | null
  readonly level: SessionLevel | null
  readonly notRecorded: boolean
  /** Where the organisers themselves show it. */
  readonly url: string | null
  readonly isWithdrawn: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly credits: readonly ExportedCredit[]
  readonly coverage: readonly ExportedCoverage[]
}

/** An event's programme as the exports need it. */
export type ExportedProgramme = {
  readonly event: ExportedEvent
  /** In the order in which the programme shows them. */
  readonly rooms: readonly string[]
  readonly sessions: readonly ExportedSession[]
}

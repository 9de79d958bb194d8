import type { CallOfEvent } from '../calls/call.ts'
import type { KindCount } from '../coverage/coverage.ts'
import type { EventCard, EventPage } from '../events/event.ts'
import type { PersonSummary } from '../people/person.ts'
import type { StaffMember } from '../staff/staff.ts'

export type SeriesRef = { readonly slug: string; readonly name: string }

export type SeriesDetail = SeriesRef & {
  readonly id: string
  /** Sanitised HTML. */
  readonly description: string | null
  readonly website: string | null
  readonly editionCount: number
}

/** A row of the list of all series. */
export type SeriesRow = SeriesRef & {
  readonly editionCount: number
  /** The first day of the next edition, or else of the newest one: `YYYY-MM-DD`. */
  readonly nextOn: string | null
  readonly newestOn: string | null
}

export type SeriesList = { readonly series: readonly SeriesRow[]; readonly next: string | null }

export type SeriesSpeaker = PersonSummary & { readonly sessionCount: number }

export type SeriesPage = {
  readonly series: SeriesDetail
  /** The next edition comes first. */
  readonly upcoming: readonly EventCard[]
  readonly past: EventPage
  readonly calls: readonly CallOfEvent[]
  /** Those with the most sessions first. */
  readonly speakers: readonly SeriesSpeaker[]
  /** Of the newest edition that names any. */
  readonly organisers: readonly StaffMember[]
  /** How much there is to watch and read of its listed editions, of each kind. */
  readonly coverage: readonly KindCount[]
}

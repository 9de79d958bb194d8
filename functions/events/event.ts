import type {
  attendanceModes,
  datePrecisions,
  eventKinds,
  eventStatuses,
} from '#db/schema/index.ts'
import type { Call } from '../calls/call.ts'
import type { KindCount, ListedCoverage } from '../coverage/coverage.ts'
import type { PersonSummary } from '../people/person.ts'
import type { PlaceSummary } from '../places/place.ts'
import type { PostSummary } from '../posts/post.ts'
import type { SeriesRef } from '../series/series.ts'
import type { ProgrammeSummary } from '../sessions/programme-summary.ts'
import type { StaffMember } from '../staff/staff.ts'
import type { TopicSummary } from '../topics/topic.ts'
import type { VenueSummary } from '../venues/venue.ts'

export type EventKind = (typeof eventKinds)[number]
export type EventStatus = (typeof eventStatuses)[number]
export type DatePrecision = (typeof datePrecisions)[number]
export type AttendanceMode = (typeof attendanceModes)[number]

/** What a card in a list shows. Days are `YYYY-MM-DD`, inclusive, on the wall calendar of `zone`. */
export type EventSummary = {
  readonly id: string
  readonly year: number
  readonly slug: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly datePrecision: DatePrecision
  readonly zone: string
  readonly status: EventStatus
  readonly attendanceMode: AttendanceMode
  readonly place: PlaceSummary | null
  /** The first one gives the event its colour. */
  readonly topics: readonly TopicSummary[]
}

export type Counts = { readonly attendingCount: number; readonly trackingCount: number }

/** A card with how many people go and how many watch. */
export type EventCard = EventSummary & Counts

export type EventDetail = EventCard & {
  readonly kind: EventKind
  readonly tagline: string | null
  /** Sanitised HTML. */
  readonly description: string | null
  /** Null for an event that stands alone. */
  readonly series: SeriesRef | null
  /** Where the organisers themselves show the programme. */
  readonly scheduleUrl: string | null
  readonly website: string | null
  readonly codeOfConductUrl: string | null
  readonly languages: readonly string[]
  readonly hashtag: string | null
  readonly xHandle: string | null
  readonly mastodonHandle: string | null
  readonly blueskyHandle: string | null
  readonly updatedAt: Date
  /** The main one first. */
  readonly venues: readonly VenueSummary[]
  /** In the event's own order. */
  readonly staff: readonly StaffMember[]
  /** Closed ones too, the earliest deadline first. */
  readonly calls: readonly Call[]
  /** What was added last, and how much there is. */
  readonly coverage: readonly ListedCoverage[]
  readonly coverageCounts: readonly KindCount[]
  /** Null while none is known. */
  readonly programme: ProgrammeSummary | null
  /** The first few of each, longest there first. */
  readonly attending: readonly PersonSummary[]
  readonly tracking: readonly PersonSummary[]
  readonly posts: readonly PostSummary[]
}

/** One page of a list. `next` goes into `?after=`; null on the last page. */
export type EventPage = {
  readonly events: readonly EventCard[]
  readonly next: string | null
}

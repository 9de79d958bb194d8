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
import type { EventAround } from './around.ts'
import type { Edition, EditionSpeakers } from './editions.ts'
import type { EventSource } from './event-sources.ts'

export type EventKind = (typeof eventKinds)[number]
export type EventStatus = (typeof eventStatuses)[number]
export type DatePrecision = (typeof datePrecisions)[number]
export type AttendanceMode = (typeof attendanceModes)[number]

/** What a line about an event says. Days are `YYYY-MM-DD`, inclusive, on the wall calendar of `zone`. */
export type EventMention = {
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
}

/** What a card in a list shows. */
export type EventSummary = EventMention & {
  /** The first one gives the event its colour. */
  readonly topics: readonly TopicSummary[]
}

export type Counts = { readonly attendingCount: number; readonly trackingCount: number }

/** A card with how many people go and how many watch, and the first few of those who go. */
export type EventCard = EventSummary & Counts & { readonly faces: readonly PersonSummary[] | null }

export type EventDetail = EventSummary &
  Counts & {
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
    /** Of its series: the next one to come, and some before it. Newest first. */
    readonly editions: readonly Edition[]
    /** Who spoke at the last edition, while this one has no programme. */
    readonly lastSpeakers: EditionSpeakers | null
    /** What else is on within 30 days, on its topics or not far from it. */
    readonly around: readonly EventAround[]
    readonly sources: readonly EventSource[]
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

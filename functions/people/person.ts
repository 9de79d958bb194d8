import type { KindCount } from '../coverage/coverage.ts'
import type { EventSummary } from '../events/event.ts'
import type { Day } from '../time/day.ts'
import type { TopicSummary } from '../topics/topic.ts'

export type PersonSummary = { readonly handle: string; readonly name: string }

/** A session that a person speaks at, moderates or hosts, with its event. */
export type SpokenSession = {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly event: EventSummary
}

export type PersonDetail = PersonSummary & {
  readonly id: string
  /** Sanitised HTML. */
  readonly bio: string | null
  readonly website: string | null
  readonly photoUrl: string | null
}

/** All of a profile that anybody may see. */
export type PersonPage = {
  readonly person: PersonDetail
  /** Soonest first. */
  readonly speakingNext: readonly SpokenSession[]
  /** Newest first. */
  readonly spoken: readonly SpokenSession[]
  /** Goes into `?after=` for more of `spoken`; null when that is all. */
  readonly next: string | null
  /** Soonest first. */
  readonly attending: readonly EventSummary[]
  /** Newest first, the last few. */
  readonly attended: readonly EventSummary[]
  /** Of the events spoken at or attended, most frequent first. */
  readonly topics: readonly TopicSummary[]
  /** The years that have something, newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[]
  /** How much there is of the sessions that they speak at. */
  readonly coverageCounts: readonly KindCount[]
}

/** Somebody with at least one session, how many there are, and the first day of the next event that they speak at. */
export type Speaker = PersonSummary & {
  readonly sessionCount: number
  readonly nextOn: Day | null
}

/** One page of the directory. `next` goes into `?after=`; null on the last page. */
export type SpeakerPage = { readonly speakers: readonly Speaker[]; readonly next: string | null }

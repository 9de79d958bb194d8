import type { KindCount } from '../coverage/coverage.ts'
import type { EventSummary } from '../events/event.ts'
import type { PlaceSummary } from '../places/place.ts'
import type { Day } from '../time/day.ts'
import type { TopicSummary } from '../topics/topic.ts'

export type PersonSummary = { readonly handle: string; readonly name: string }

/** A session that a person speaks at, moderates or hosts. */
export type GivenTalk = {
  readonly slug: string
  readonly title: string
  /** What there is to see of it: videos before slides. */
  readonly kinds: readonly ('video' | 'slides')[]
}

/** An event that a person speaks at or attends. Without talks they attend it. */
export type Appearance = { readonly event: EventSummary; readonly talks: readonly GivenTalk[] }

export type PersonDetail = PersonSummary & {
  readonly id: string
  /** Sanitised HTML. */
  readonly bio: string | null
  readonly website: string | null
  /** Where else on the web they are: addresses as they were told, unchecked. */
  readonly links: readonly string[]
  readonly photoUrl: string | null
  readonly place: PlaceSummary | null
}

/** All of a profile that anybody may see. */
export type PersonPage = {
  readonly person: PersonDetail
  /** A talk that stands twice on one programme counts once. */
  readonly talkCount: number
  /** Soonest first. */
  readonly upcoming: readonly Appearance[]
  /** Newest first. */
  readonly past: readonly Appearance[]
  /** Goes into `?after=` for more of `past`; null when that is all. */
  readonly next: string | null
  /** Of the events spoken at or attended, most frequent first. */
  readonly topics: readonly TopicSummary[]
  /** The years that have something, newest first, each with how many events. */
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

import type { DocumentKind } from '#db/schema/index.ts'
import type { EventCard, EventMention } from '../events/event.ts'
import type { Speaker } from '../people/person.ts'
import type { PlaceWithCounts } from '../places/place.ts'
import type { SeriesRef } from '../series/series.ts'
import type { Credit } from '../sessions/session.ts'
import type { Day } from '../time/day.ts'
import type { TopicWithCounts } from '../topics/topic.ts'

/** A session that was found, of an event that has a page of its own. */
export type FoundSession = {
  readonly slug: string
  readonly title: string
  readonly day: Day | null
  readonly credits: readonly Credit[]
  readonly event: Pick<EventMention, 'year' | 'slug' | 'name' | 'startsOn'>
}

/** Somebody who was found, who may never have spoken. */
export type FoundPerson = Pick<Speaker, 'handle' | 'name' | 'sessionCount'>

export type FoundSeries = SeriesRef & { readonly editionCount: number }

/** What there is of each kind, best first. */
export type Results = {
  readonly event: readonly EventCard[]
  readonly session: readonly FoundSession[]
  readonly person: readonly FoundPerson[]
  readonly series: readonly FoundSeries[]
  readonly topic: readonly TopicWithCounts[]
  readonly place: readonly PlaceWithCounts[]
}

/** One page of what was found of one kind, or the first few of every kind. */
export type SearchPage = {
  readonly results: Partial<Results>
  /** Of which kinds there is more than is shown. */
  readonly more: ReadonlySet<DocumentKind>
  /** Goes into `?after=`; null at the end, and where every kind is shown. */
  readonly next: string | null
}

import type { coverageKinds } from '#db/schema/index.ts'
import type { EventRef } from '../paths.ts'
import type { PersonSummary } from '../people/person.ts'
import type { Credit } from '../sessions/session.ts'

export type CoverageKind = (typeof coverageKinds)[number]

/** Something to watch, hear or read, as a list shows it. */
export type CoverageItem = {
  readonly id: string
  readonly kind: CoverageKind
  readonly url: string
  /** Null while nobody knows what it is called. */
  readonly title: string | null
  readonly author: string | null
  readonly provider: string | null
  readonly language: string | null
  readonly durationS: number | null
  readonly hasThumbnail: boolean
  /** What a frame may show, of a host that `isPlayerUrl` knows. */
  readonly playerUrl: string | null
  /** Since when there has been nothing at its address, and where a copy is kept, if anywhere. */
  readonly deadSince: Date | null
  readonly archiveUrl: string | null
  /** Null when it came with an import, or whoever added it has gone. */
  readonly addedBy: PersonSummary | null
  readonly createdAt: Date
}

/** The same with what it is of. */
export type ListedCoverage = CoverageItem & {
  readonly event: EventRef & {
    readonly name: string
    readonly startsOn: string
    /** The slug of the event's first topic, which colours it. */
    readonly topic: string | null
  }
  /** Null when it is about the event as a whole. */
  readonly session: { readonly slug: string; readonly title: string } | null
  /** Who is billed for the session. */
  readonly credits: readonly Credit[]
}

/** How much there is of one kind, and when the last was added. */
export type KindCount = {
  readonly kind: CoverageKind
  readonly count: number
  readonly latestAt: Date
}

/** One page of a list. `next` goes into `?after=`; null on the last page. */
export type CoveragePage = {
  readonly items: readonly ListedCoverage[]
  readonly next: string | null
}

import type { KindCount, ListedCoverage } from '#functions/coverage/coverage.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import { CoverageList } from './coverage-list.tsx'
import { AddLink } from './event-coverage-page.tsx'
import { KindCounts } from './kind-counts.tsx'

type Props = {
  event: EventRef & {
    readonly coverage: readonly ListedCoverage[]
    readonly coverageCounts: readonly KindCount[]
  }
  over: boolean
  now: Date
}

/** On an event's own page: how much there is to watch and read, and what was added last. */
export function EventCoverage({ event, over, now }: Props) {
  const { coverage, coverageCounts } = event
  if (!over && coverage.length === 0) return null
  return (
    <section class="section">
      <div class="title">
        <h2>To watch and read</h2>
        {coverage.length > 0 && <a href={paths.eventCoverage(event)}>All of it</a>}
      </div>
      {coverage.length === 0 && (
        <p class="quiet">No videos, slides or notes yet. If you know of some, paste the link.</p>
      )}
      <KindCounts
        counts={coverageCounts}
        now={now}
        href={(kind) => paths.eventCoverage(event, kind)}
      />
      <CoverageList items={coverage} on="event" />
      <p>
        <AddLink event={event} />
      </p>
    </section>
  )
}

import type { CoverageKind, CoveragePage, KindCount } from '#functions/coverage/coverage.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Icon } from '../components/icon.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { CoverageList } from './coverage-list.tsx'
import { KindCounts } from './kind-counts.tsx'

type Event = EventRef & { readonly name: string }
type Props = {
  event: Event
  page: CoveragePage & { readonly counts: readonly KindCount[] }
  kind: CoverageKind | undefined
  onward: boolean
  reader: Reader
}

/** What there is of one event, session by session; each says of which. */
export const EventCoveragePage = ({ event, page, kind, onward, reader }: Props) => (
  <div class="wrap">
    <ListHead
      title={`${event.name}: ${kind ? coverageKindNames[kind].title : 'Coverage'}`}
      crumb={{ href: paths.event(event), name: event.name }}
    >
      <p>
        <AddLink event={event} />
      </p>
    </ListHead>
    <KindCounts
      counts={page.counts}
      now={reader.now}
      href={(one) => paths.eventCoverage(event, one)}
      current={kind}
    />
    {page.items.length > 0 ? (
      <CoverageList items={page.items} on="event" viewer={reader.viewer} heading="h2" />
    ) : (
      <Nothing event={event} kind={kind} />
    )}
    <Pager list={paths.eventCoverage(event, kind)} next={page.next} onward={onward} label="More" />
  </div>
)

export const AddLink = ({ event, session }: { event: EventRef; session?: string }) => (
  <a class="button" href={paths.addCoverage(event, session)} rel="nofollow">
    <Icon name="plus" /> Add a video, slides or notes
  </a>
)

const Nothing = ({ event, kind }: Pick<Props, 'event' | 'kind'>) => (
  <EmptyState
    links={kind && <a href={paths.eventCoverage(event)}>Everything there is of this event</a>}
  >
    {kind ? `No ${coverageKindNames[kind].many} have` : 'Nothing has'} been added yet. If you know
    of some, paste the link.
  </EmptyState>
)

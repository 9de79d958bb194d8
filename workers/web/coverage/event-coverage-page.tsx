import type {
  CoverageKind,
  CoveragePage,
  KindCount,
  ListedCoverage,
} from '#functions/coverage/coverage.ts'
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

/** What there is of one event, session by session. */
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
      bySession(page.items).map((group) => (
        <Group {...group} event={event} viewer={reader.viewer} />
      ))
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

type GroupProps = { session: ListedCoverage['session']; items: readonly ListedCoverage[] }

const Group = ({
  session,
  items,
  event,
  viewer,
}: GroupProps & { event: Event; viewer: Reader['viewer'] }) => (
  <section class="section covered">
    <h2>
      {session ? (
        <a href={paths.session(event, session.slug)} dir="auto">
          {session.title}
        </a>
      ) : (
        'The event as a whole'
      )}
    </h2>
    <CoverageList items={items} on="session" viewer={viewer} />
  </section>
)

/** They come one session after another. */
function bySession(items: readonly ListedCoverage[]): GroupProps[] {
  const groups: { session: ListedCoverage['session']; items: ListedCoverage[] }[] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last && last.session?.slug === item.session?.slug) last.items.push(item)
    else groups.push({ session: item.session, items: [item] })
  }
  return groups
}

const Nothing = ({ event, kind }: Pick<Props, 'event' | 'kind'>) => (
  <EmptyState
    links={kind && <a href={paths.eventCoverage(event)}>Everything there is of this event</a>}
  >
    {kind ? `No ${coverageKindNames[kind].many} have` : 'Nothing has'} been added yet. If you know
    of some, paste the link.
  </EmptyState>
)

import type { CoverageKind, KindCount, CoveragePage as Page } from '#functions/coverage/coverage.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { CoverageList } from './coverage-list.tsx'
import { KindCounts } from './kind-counts.tsx'

type Props = {
  title: string
  crumb?: { href: string; name: string }
  /** In which order it comes. */
  lead: string
  page: Page & { readonly counts: readonly KindCount[] }
  /** Only this kind. */
  kind: CoverageKind | undefined
  /** Where the list of one kind is, or of all. */
  href: (kind?: CoverageKind) => string
  onward: boolean
  reader: Reader
}

/** What there is to watch, hear and read of more than one event. */
export const CoveragePage = ({ title, crumb, lead, page, kind, href, onward, reader }: Props) => (
  <div class="wrap">
    <ListHead title={title} {...(crumb && { crumb })}>
      <p class="lead">{lead}</p>
    </ListHead>
    <KindCounts counts={page.counts} now={reader.now} href={href} current={kind} />
    {page.items.length > 0 ? (
      <CoverageList items={page.items} viewer={reader.viewer} heading="h2" />
    ) : (
      <EmptyState links={<a href={paths.conferences()}>Find an event to add something to</a>}>
        {kind ? `No ${coverageKindNames[kind].many} have` : 'Nothing has'} been added here yet.
      </EmptyState>
    )}
    <Pager list={href(kind)} next={page.next} onward={onward} label="More" />
  </div>
)

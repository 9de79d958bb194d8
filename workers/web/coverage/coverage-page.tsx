import type { CoverageKind, KindCount, CoveragePage as Page } from '#functions/coverage/coverage.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { CoverageList } from './coverage-list.tsx'
import { KindCounts } from './kind-counts.tsx'

type Props = {
  page: Page & { readonly counts: readonly KindCount[] }
  /** Only this kind. */
  kind: CoverageKind | undefined
  onward: boolean
  now: Date
}

/** What there is to watch, hear and read from anywhere, newest first. */
export const CoveragePage = ({ page, kind, onward, now }: Props) => (
  <div class="wrap">
    <ListHead
      title={kind ? coverageKindNames[kind].title : 'Coverage'}
      {...(kind && { crumb: { href: paths.coverage(), name: 'Coverage' } })}
    >
      <p class="lead">
        What there is to watch, hear and read afterwards, with what was added last on top.
      </p>
    </ListHead>
    <KindCounts counts={page.counts} now={now} href={paths.coverage} current={kind} />
    {page.items.length > 0 ? (
      <CoverageList items={page.items} heading="h2" />
    ) : (
      <EmptyState links={<a href={paths.conferences()}>Find an event to add something to</a>}>
        {kind ? `No ${coverageKindNames[kind].many} have` : 'Nothing has'} been added here yet.
      </EmptyState>
    )}
    <Pager list={paths.coverage(kind)} next={page.next} onward={onward} label="Added earlier" />
  </div>
)

import type { Viewer } from '#functions/attendances/queries.ts'
import type { ListedCoverage } from '#functions/coverage/coverage.ts'
import { CoverageCard } from './coverage-card.tsx'

type Props = {
  items: readonly ListedCoverage[]
  /** Whose page the list is on. */
  on?: 'event' | 'session'
  viewer?: Viewer | null
  heading?: 'h2' | 'h3' | 'h4'
}

/** Things to watch, hear and read, in the order given. */
export const CoverageList = ({ items, ...shown }: Props) => (
  <ul class="plain coverage-list">
    {items.map((item) => (
      <li>
        <CoverageCard item={item} {...shown} />
      </li>
    ))}
  </ul>
)

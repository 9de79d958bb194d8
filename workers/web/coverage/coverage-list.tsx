import type { CoverageItem, ListedCoverage } from '#functions/coverage/coverage.ts'
import { CoverageCard } from './coverage-card.tsx'

type Props = {
  /** With `event`, each says where it belongs. */
  items: readonly (CoverageItem & Partial<Pick<ListedCoverage, 'event' | 'session'>>)[]
  heading?: 'h2' | 'h3' | 'h4'
}

/** Things to watch, hear and read, in the order given. */
export const CoverageList = ({ items, heading }: Props) => (
  <ul class="plain coverage-list">
    {items.map((item) => (
      <li>
        <CoverageCard item={item} {...(heading && { heading })} />
      </li>
    ))}
  </ul>
)

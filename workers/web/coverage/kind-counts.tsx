import type { CoverageKind, KindCount } from '#functions/coverage/coverage.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { formatAgo } from '#functions/time/format-ago.ts'
import { counted } from '../components/event-words.ts'

type Props = {
  counts: readonly KindCount[]
  now: Date
  /** Where the list of one kind is. */
  href: (kind: CoverageKind) => string
  /** The kind whose list this is. */
  current?: CoverageKind | undefined
}

/** "14 videos, most recent added 2 months ago", for each kind there is. */
export function KindCounts({ counts, now, href, current }: Props) {
  if (counts.length === 0) return null
  return (
    <ul class="plain kind-counts">
      {counts.map(({ kind, count, latestAt }) => {
        const words = counted(count, coverageKindNames[kind].one, coverageKindNames[kind].many)
        return (
          <li>
            <a href={href(kind)} aria-current={kind === current ? 'page' : undefined}>
              {words}
            </a>
            <span class="quiet">
              {' '}
              most recent added{' '}
              <time datetime={latestAt.toISOString()} data-ago="">
                {formatAgo(latestAt, now)}
              </time>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The same under a heading of its own; nothing at all where there is none. */
export const CoverageSoFar = ({ counts, now, href }: Omit<Props, 'current'>) =>
  counts.length === 0 ? null : (
    <section class="section">
      <h2>To watch and read</h2>
      <KindCounts counts={counts} now={now} href={href} />
    </section>
  )

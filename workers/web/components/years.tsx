import { grouped } from './event-words.ts'

type Props = {
  years: readonly { readonly year: number; readonly count?: number }[]
  href: (year: number) => string
  current: unknown
}

/** The same list in each year, and how much each has, where that is known. */
export const Years = ({ years, href, current }: Props) => (
  <nav class="section" aria-label="By year">
    <h2>By year</h2>
    <ul class="plain years">
      {years.map(({ year, count }) => (
        <li>
          <a href={href(year)} aria-current={year === current ? 'page' : undefined}>
            {year}
          </a>{' '}
          {count !== undefined && <span class="quiet">{grouped(count)}</span>}
        </li>
      ))}
    </ul>
  </nav>
)

import type { Child } from '../../jsx/jsx-runtime.ts'
import { grouped } from './event-words.ts'

type Props = { title: string; crumb?: { href: string; name: string }; children?: Child }

/** The top of a page that lists things: where it belongs, its name, a line about it. */
export const ListHead = ({ title, crumb, children }: Props) => (
  <header class="head">
    {crumb && (
      <p class="crumb">
        <a href={crumb.href}>{crumb.name}</a>
      </p>
    )}
    <h1 dir="auto">{title}</h1>
    {children}
  </header>
)

export type Tab = { href: string; name: string; count?: number | undefined; current: boolean }

/** The same list, cut in other ways. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map(({ href, name, count, current }) => (
      <a href={href} aria-current={current ? 'page' : undefined}>
        {name}
        {count !== undefined && <span class="count">{grouped(count)}</span>}
      </a>
    ))}
  </nav>
)

type Cuts = {
  counts: { readonly upcomingCount: number; readonly eventCount: number }
  href: (cut: 'upcoming' | 'past') => string
  current: unknown
  more?: readonly Tab[]
}

/** The events to come, those that were, and `more` cuts of the same list. */
export const CutTabs = ({
  counts: { upcomingCount, eventCount },
  href,
  current,
  more = [],
}: Cuts) => {
  const tab = (cut: 'upcoming' | 'past', name: string, count: number): Tab => ({
    ...{ href: href(cut), name, count, current: current === cut },
  })
  const past = eventCount - upcomingCount
  const tabs = [tab('upcoming', 'Upcoming', upcomingCount), tab('past', 'Past', past), ...more]
  return <Tabs label="Which ones" tabs={tabs} />
}

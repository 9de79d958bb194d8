import type { Directory } from '#functions/events/directory.ts'
import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { EventList } from '../components/event-list.tsx'
import { grouped } from '../components/event-words.ts'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { Years } from '../components/years.tsx'
import { Chosen, FilterForm } from './conference-filters.tsx'
import { nearestOf } from './nearest.ts'

type Props = {
  title: string
  filter: ConferenceFilter
  directory: Directory
  months: readonly string[]
  onward: boolean
  reader: Reader
}

/** The whole directory, by month, narrowed as one likes. */
export const ConferencesPage = ({ title, filter, directory, months, onward, reader }: Props) => (
  <div class="wrap">
    <ListHead title={title} />
    <FilterForm filter={filter} directory={directory} months={months} />
    <Chosen filter={filter} directory={directory} />
    {directory.page.events.length > 0 ? (
      <EventList events={directory.page.events} reader={reader} />
    ) : (
      <Nothing filter={filter} directory={directory} onward={onward} />
    )}
    <Pager
      list={paths.conferences(filter)}
      next={directory.page.next}
      onward={onward}
      label="Later"
    />
    {directory.years.length > 0 && (
      <Years
        // They are counted as they are, whatever else is chosen.
        years={
          filter.topic || filter.place || filter.online
            ? directory.years.map(({ year }) => ({ year }))
            : directory.years
        }
        href={(year) => paths.conferences({ ...filter, year, from: undefined, to: undefined })}
        current={filter.year}
      />
    )}
  </div>
)

type NarrowedProps = Pick<Props, 'filter' | 'directory'>

/** Why there is nothing, and where there is something. */
function Nothing({ filter, directory, onward }: NarrowedProps & { onward: boolean }) {
  const all = <a href={paths.conferences()}>See all conferences</a>
  if (onward) return <EmptyState links={all}>That was all of them.</EmptyState>
  const nearest = nearestOf(filter, directory)
  const links = (
    <>
      {nearest.map(({ href, name, count }) => (
        <span>
          <a href={href} dir="auto">
            {name}
          </a>
          : {grouped(count)}
        </span>
      ))}
      {all}
    </>
  )
  return (
    <EmptyState links={links}>
      {nearest.length > 0
        ? 'These lists have some:'
        : 'Come back soon, or look at all that there is.'}
    </EmptyState>
  )
}

import type { EventPage } from '#functions/events/event.ts'
import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { EventList } from '../components/event-list.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { Chosen, type FilterChoices, FilterForm } from './conference-filters.tsx'

type Props = {
  filter: ConferenceFilter
  choices: FilterChoices
  page: EventPage
  onward: boolean
  reader: Reader
}

/** The whole directory, by month, narrowed as one likes. */
export const ConferencesPage = ({ filter, choices, page, onward, reader }: Props) => (
  <div class="wrap">
    <ListHead title="Conferences" />
    <FilterForm filter={filter} choices={choices} />
    <Chosen filter={filter} choices={choices} />
    {page.events.length > 0 ? (
      <EventList events={page.events} reader={reader} />
    ) : (
      <EmptyState links={<a href={paths.conferences()}>See them all</a>}>
        {onward ? 'That was all of them.' : 'No conference matches that just now.'}
      </EmptyState>
    )}
    <Pager list={paths.conferences(filter)} next={page.next} onward={onward} label="Later" />
  </div>
)

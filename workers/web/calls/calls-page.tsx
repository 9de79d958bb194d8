import type { CallPage } from '#functions/calls/call.ts'
import { type CallFilter, paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import type { ListChoices } from '../components/filter-fields.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { CallFilterForm } from './call-filters.tsx'
import { CallItem } from './call-item.tsx'

type Props = {
  filter: CallFilter
  choices: ListChoices
  page: CallPage
  onward: boolean
  now: Date
}

/** Every open call, the one that closes first at the top. */
export const CallsPage = ({ filter, choices, page, onward, now }: Props) => (
  <div class="wrap">
    <ListHead title="Calls">
      <p class="lead">Conferences that are looking for people. What closes first comes first.</p>
    </ListHead>
    <CallFilterForm filter={filter} choices={choices} />
    {page.calls.length > 0 ? (
      <>
        <h2 class="unseen">Open calls</h2>
        <ul class="plain calls">
          {page.calls.map((call) => (
            <CallItem call={call} event={call.event} now={now} />
          ))}
        </ul>
      </>
    ) : (
      <EmptyState links={<a href={paths.calls()}>All open calls</a>}>
        {onward ? 'That was all of them.' : 'No open call is like that just now.'}
      </EmptyState>
    )}
    <Pager list={paths.calls(filter)} next={page.next} onward={onward} label="Later" />
  </div>
)

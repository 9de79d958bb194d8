import type { EventCalls } from '#functions/calls/event-calls.ts'
import { paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Moment, Where } from '../components/event-card.tsx'
import { ListHead } from '../components/list-head.tsx'
import { CallItem } from './call-item.tsx'

/** All calls of one event, those that have closed too. */
export const EventCallsPage = ({ event, calls, now }: EventCalls & { now: Date }) => (
  <div class="wrap">
    <ListHead title="Calls" crumb={{ href: paths.event(event), name: event.name }}>
      <Moment event={event} now={now} />
      <Where event={event} />
    </ListHead>
    {event.status === 'cancelled' || calls.length === 0 ? (
      <EmptyState links={<a href={paths.calls()}>Open calls elsewhere</a>}>
        {event.status === 'cancelled'
          ? 'This event was cancelled, and its calls with it.'
          : 'This event has not called for anybody that we know of.'}
      </EmptyState>
    ) : (
      <>
        <h2 class="unseen">Its calls</h2>
        <ul class="plain calls">
          {calls.map((call) => (
            <CallItem call={call} now={now} />
          ))}
        </ul>
      </>
    )}
  </div>
)

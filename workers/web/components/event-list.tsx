import { byMonth } from '#functions/time/tell-when.ts'
import { EventCard, type ListedEvent } from './event-card.tsx'
import type { Reader } from './reader.ts'

type Props = { events: readonly ListedEvent[]; reader: Reader }

/** A row of badges. */
export const EventGrid = ({ events, reader, heading }: Props & { heading?: 'h2' | 'h3' }) => (
  <ul class="plain cards">
    {events.map((event) => (
      <li>
        <EventCard event={event} reader={reader} {...(heading && { heading })} />
      </li>
    ))}
  </ul>
)

/** Badges under a heading for each month, in the list's own order. */
export const EventList = ({ events, reader }: Props) => (
  <>
    {byMonth(events).map(({ month, events }) => (
      <section class="month">
        <h2>{month}</h2>
        <EventGrid events={events} reader={reader} />
      </section>
    ))}
  </>
)

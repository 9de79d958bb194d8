import { byMonth } from '#functions/time/format-when.ts'
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

/** With fewer badges to a month than this, headings would take more room than what they head. */
const WORTH_A_HEADING = 2

/** Badges under a heading for each month, in the list's own order; without, where months are sparse. */
export function EventList({ events, reader }: Props) {
  const months = byMonth(events)
  if (events.length < months.length * WORTH_A_HEADING)
    return <EventGrid events={events} reader={reader} heading="h2" />
  return (
    <>
      {months.map(({ month, events }) => (
        <section class="month">
          <h2>{month}</h2>
          <EventGrid events={events} reader={reader} />
        </section>
      ))}
    </>
  )
}

import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { isOver } from '../components/event-words.ts'
import { PeopleRow } from '../components/people-row.tsx'

export const PEOPLE_ID = 'event-people'

/** Who goes, or who was there, and who keeps an eye on it. */
export function EventPeople({ event, now }: { event: EventDetail; now: Date }) {
  const { attending, tracking, attendingCount, trackingCount } = event
  const over = isOver(event, now)
  return (
    <div id={PEOPLE_ID}>
      <section class="section">
        <h2>{over ? 'Who was there' : 'Who is going'}</h2>
        {attending.length > 0 ? (
          <PeopleRow
            people={attending}
            all={{ total: attendingCount, href: paths.eventPeople(event, 'attending') }}
          />
        ) : (
          <p class="quiet">
            {over
              ? 'Nobody has said so yet. Were you there?'
              : 'Nobody has said so yet. Be the first.'}
          </p>
        )}
      </section>
      {tracking.length > 0 && (
        <section class="section">
          <h2>{over ? 'Who tracked it' : 'Who is tracking it'}</h2>
          <PeopleRow
            people={tracking}
            all={{ total: trackingCount, href: paths.eventPeople(event, 'tracking') }}
          />
        </section>
      )}
    </div>
  )
}

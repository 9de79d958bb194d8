import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { type Stage, stageOf } from '../components/event-words.ts'
import { PeopleRow } from '../components/people-row.tsx'

export const PEOPLE_ID = 'event-people'

const words: Record<Stage, { who: string; nobody: string; trackers: string }> = {
  ahead: {
    ...{ who: 'Who is going', nobody: 'Nobody has said so yet. Be the first.' },
    trackers: 'Who is tracking it',
  },
  over: {
    ...{ who: 'Who was there', nobody: 'Nobody has said so yet. Were you there?' },
    trackers: 'Who tracked it',
  },
  off: {
    ...{ who: 'Who had planned to go', nobody: 'Nobody had said so.' },
    trackers: 'Who tracked it',
  },
}

/** Who goes, or who was there or had planned to go, and who keeps an eye on it. */
export function EventPeople({ event, now }: { event: EventDetail; now: Date }) {
  const { attending, tracking, attendingCount, trackingCount } = event
  const { who, nobody, trackers } = words[stageOf(event, now)]
  return (
    <div id={PEOPLE_ID}>
      <section class="section">
        <h2>{who}</h2>
        {attending.length > 0 ? (
          <PeopleRow
            people={attending}
            all={{ total: attendingCount, href: paths.eventPeople(event, 'attending') }}
          />
        ) : (
          <p class="quiet">{nobody}</p>
        )}
      </section>
      {tracking.length > 0 && (
        <section class="section">
          <h2>{trackers}</h2>
          <PeopleRow
            people={tracking}
            all={{ total: trackingCount, href: paths.eventPeople(event, 'tracking') }}
          />
        </section>
      )}
    </div>
  )
}

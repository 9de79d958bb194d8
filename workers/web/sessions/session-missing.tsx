import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'

/** The event is there, but has no session of this name. */
export const SessionMissing = ({ event }: { event: EventSummary }) => (
  <div class="wrap narrow error-page">
    <p class="number" aria-hidden="true">
      404
    </p>
    <h1>Not found</h1>
    <p class="lead">
      <bdi>{event.name}</bdi> has no session at this address. It may be called something else now.
    </p>
    <ul class="steps">
      <li>
        <a href={paths.schedule(event)}>Its schedule</a>: everything on its programme
      </li>
      <li>
        <a href={paths.eventSpeakers(event)}>Its speakers</a>: who says what
      </li>
      <li>
        <a href={paths.event(event)}>The event itself</a>
      </li>
    </ul>
  </div>
)

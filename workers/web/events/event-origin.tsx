import type { EventDetail, EventKind } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'

/** A conference is what everybody expects here, so it goes without saying. */
const sessionKindNames: Record<EventKind, string | null> = {
  conference: null,
  meetup: 'Meetup',
  workshop: 'Workshop',
  hackathon: 'Hackathon',
  retreat: 'Retreat',
}

/** What sort of event it is, and which series it is an edition of. */
export function EventOrigin({ event: { kind, series } }: { event: EventDetail }) {
  const name = sessionKindNames[kind]
  if (!name && !series) return null
  return (
    <p class="crumb origin">
      {name && <span>{name}</span>}
      {series && (
        <span>
          Part of{' '}
          <a href={paths.series(series.slug)} dir="auto">
            {series.name}
          </a>
        </span>
      )}
    </p>
  )
}

import type { AttendanceRole } from '#db/schema/index.ts'
import type { Counts, EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { AttendButtons } from './attend-buttons.tsx'
import { DateTile } from './date-tile.tsx'
import { counted, isOver, statusText, whenText } from './event-words.ts'
import { eventHue } from './hue.ts'
import { Icon } from './icon.tsx'
import { PlaceName } from './place-name.tsx'
import type { Reader } from './reader.ts'
import { TopicLinks } from './topic-links.tsx'

export type ListedEvent = EventSummary & Partial<Counts>
type Props = { event: ListedEvent; reader: Reader; heading?: 'h2' | 'h3' }

/** An event as a conference badge: ribbon, date, name, place, topics, who goes, and are you going. */
export function EventCard({ event, reader, heading: Heading = 'h3' }: Props) {
  const role = reader.viewer?.roles.get(event.id) ?? null
  const cardId = `event-${event.id}`
  const off = event.status === 'cancelled'
  return (
    <article id={cardId} class={`card h-event ${eventHue(event)}${off ? ' off' : ''}`}>
      <DateTile dates={event} hEvent />
      <div class="what">
        <Heading class="name">
          <a class="u-url p-name" href={paths.event(event)} dir="auto">
            {event.name}
          </a>
        </Heading>
        <Moment event={event} now={reader.now} />
        <Where event={event} />
        <TopicLinks topics={event.topics} />
      </div>
      <div class="foot">
        <CountWords event={event} />
        {canMark(event, role, reader.now) ? (
          <AttendButtons
            event={event}
            role={role}
            signedIn={reader.viewer !== null}
            here={reader.here}
            swap={cardId}
          />
        ) : (
          role && <Was role={role} />
        )}
      </div>
    </article>
  )
}

/** Marks are for what is still to come; what is on can always be taken off. */
export const canMark = (event: EventSummary, role: AttendanceRole | null, now: Date) =>
  !isOver(event, now) && (event.status !== 'cancelled' || role !== null)

export const Was = ({ role }: { role: AttendanceRole }) => (
  <p class={`was ${role}`}>
    <Icon name={role === 'attending' ? 'check' : 'eye'} />
    {role === 'attending' ? 'You were there' : 'You tracked it'}
  </p>
)

/** Its status and how far off it is. */
export function Moment({ event, now }: { event: EventSummary; now: Date }) {
  const status = statusText(event)
  const when = whenText(event, now)
  if (!status && !when) return null
  return (
    <p class="moment">
      {status && <strong class={`status ${event.status}`}>{status}</strong>}
      {when && (
        <span
          class={when === 'Today' || when === 'On now' ? 'when now' : 'when'}
          {...daysData(event, now)}
        >
          {when}
        </span>
      )}
    </p>
  )
}

/** From these a script counts the days on its reader's own calendar. */
const daysData = (event: EventSummary, now: Date) =>
  event.datePrecision === 'day' && {
    'data-days': `${event.startsOn} ${event.endsOn}`,
    'data-over': isOver(event, now) ? '' : undefined,
  }

/** The place, the word "Online", or both. */
export function Where({ event }: { event: EventSummary }) {
  const { place, attendanceMode } = event
  const online = attendanceMode !== 'in_person'
  if (!place && !online) return <p class="where">Place to be announced</p>
  return (
    <p class="where p-location">
      {place && <PlaceName place={place} />}
      {online && (
        <span class="online">
          <Icon name="globe" /> {place ? 'and online' : 'Online'}
        </span>
      )}
    </p>
  )
}

/** "138 attending · 97 tracking"; nothing while nobody is, or where nobody counted. */
export function CountWords({ event }: { event: Partial<Counts> }) {
  const { attendingCount = 0, trackingCount = 0 } = event
  if (attendingCount + trackingCount === 0) return null
  return (
    <p class="counts">
      {attendingCount > 0 && <span>{counted(attendingCount, 'attending')}</span>}
      {trackingCount > 0 && <span>{counted(trackingCount, 'tracking')}</span>}
    </p>
  )
}

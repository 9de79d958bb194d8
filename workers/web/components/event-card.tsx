import type { AttendanceRole } from '#db/schema/index.ts'
import type { EventCard as Card, EventMention, EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { AttendButtons } from './attend-buttons.tsx'
import { Faces } from './crowd.tsx'
import { DateTile } from './date-tile.tsx'
import { counted, isOver, type Stage, stageOf, statusText, whenText } from './event-words.ts'
import { eventHue } from './hue.ts'
import { Icon } from './icon.tsx'
import { PlaceName } from './place-name.tsx'
import type { Reader } from './reader.ts'
import { TopicLinks } from './topic-links.tsx'

export type ListedEvent = EventSummary & Partial<Card>
type Props = { event: ListedEvent; reader: Reader; heading?: 'h2' | 'h3' }

/** An event as a conference badge: ribbon, date, name, place, topics, who goes, and are you going. */
export function EventCard({ event, reader, heading: Heading = 'h3' }: Props) {
  const cardId = `event-${event.id}`
  const off = event.status === 'cancelled'
  const over = isOver(event, reader.now)
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
        <Where event={event} over={over} />
        <TopicLinks topics={event.topics} />
      </div>
      <div class="foot">
        <WhoGoes event={event} stage={stageOf(event, reader.now)} />
        <Marks event={event} reader={reader} swap={cardId} />
      </div>
    </article>
  )
}

type MarksProps = Pick<Props, 'event' | 'reader'> & { swap: string }

/** What one is to it, to change or to read. */
export function Marks({ event, reader: { viewer, now, here }, swap }: MarksProps) {
  const role = viewer?.roles.get(event.id) ?? null
  const stage = stageOf(event, now)
  return (
    <>
      {canMark(stage, role) && (
        <AttendButtons {...{ event, role, stage, here, swap }} signedIn={viewer !== null} />
      )}
      {stage === 'over' && role === 'tracking' && (
        <p class="was tracking">
          <Icon name="eye" /> You tracked it
        </p>
      )}
    </>
  )
}

/** What is off takes no marks; one's own can always be let go of. */
export const canMark = (stage: Stage, role: AttendanceRole | null) =>
  stage !== 'off' || role !== null

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
export function Where({ event, over = false }: { event: EventMention; over?: boolean }) {
  const { place, attendanceMode } = event
  const online = attendanceMode !== 'in_person'
  if (!place && !online)
    return <p class="where">{over ? 'Place not recorded' : 'Place to be announced'}</p>
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

const went: Record<Stage, [one: string, many?: string]> = {
  ahead: ['attending'],
  over: ['was there', 'were there'],
  off: ['had planned to go'],
}

/** Three faces and "138 attending · 97 tracking"; nothing while nobody is, or where nobody counted. */
function WhoGoes({ event, stage }: { event: ListedEvent; stage: Stage }) {
  const { attendingCount = 0, trackingCount = 0, faces } = event
  if (attendingCount + trackingCount === 0) return null
  return (
    <div class="who-goes">
      {faces && <Faces people={faces} />}
      <p class="counts">
        {attendingCount > 0 && <span>{counted(attendingCount, ...went[stage])}</span>}
        {trackingCount > 0 && (
          <span>{counted(trackingCount, stage === 'ahead' ? 'tracking' : 'tracked it')}</span>
        )}
      </p>
    </div>
  )
}

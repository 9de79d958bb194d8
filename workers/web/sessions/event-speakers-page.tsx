import { paths } from '#functions/paths.ts'
import type { EventSpeaker, EventSpeakers } from '#functions/sessions/event-speakers.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { FaceOf, NameOf } from '../components/person-item.tsx'
import { ClockDay, type EventClock, eventClock, ZoneNote, zoneData } from './event-clock.tsx'
import { roleNames } from './session-words.ts'

type Props = { found: EventSpeakers; onward: boolean }

/** Everybody on a programme, whether or not we know who they are, with what they do there. */
export function EventSpeakersPage({ found: { event, count, speakers, next }, onward }: Props) {
  const clock = eventClock(event.zone)
  return (
    <div class="wrap" {...zoneData(event)}>
      <ListHead title="Speakers" crumb={{ href: paths.event(event), name: event.name }}>
        <p class="quiet">
          {count > 0 && `${counted(count, 'name', 'names')} on the programme. `}
          <a class="plain-link" href={paths.schedule(event)}>
            Schedule
          </a>
        </p>
        <ZoneNote zone={event.zone} day={event.startsOn} />
      </ListHead>
      {speakers.length > 0 ? (
        <ul class="plain cast-list">
          {speakers.map((speaker) => (
            <Speaker event={event} speaker={speaker} clock={clock} />
          ))}
        </ul>
      ) : (
        <EmptyState links={<a href={paths.event(event)}>Back to the event</a>}>
          Nobody is on the programme of <bdi>{event.name}</bdi> yet.
        </EmptyState>
      )}
      <Pager list={paths.eventSpeakers(event)} next={next} onward={onward} label="Further on" />
    </div>
  )
}

type SpeakerProps = { event: EventSpeakers['event']; speaker: EventSpeaker; clock: EventClock }

const Speaker = ({ event, speaker, clock }: SpeakerProps) => (
  <li>
    <FaceOf person={speaker} />
    <div class="who">
      <p class="name">
        <NameOf person={speaker} />
      </p>
      <ul class="plain">
        {speaker.sessions.map(({ slug, title, role, startsAt, room }) => (
          <li>
            <a href={paths.session(event, slug)} dir="auto">
              {title}
            </a>{' '}
            <span class="quiet">
              {roleNames[role] && `${roleNames[role]}, `}
              {startsAt && <ClockDay at={startsAt} clock={clock} />}
              {startsAt && room && ', '}
              {room && <bdi>{room}</bdi>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  </li>
)

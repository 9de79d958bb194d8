import { paths } from '#functions/paths.ts'
import type { EventSpeaker, EventSpeakers } from '#functions/sessions/event-speakers.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import { Face } from '../components/face.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { clockText, dayOf, roleNames, shortDay } from './session-words.ts'

type Props = { found: EventSpeakers; onward: boolean }

/** Everybody on a programme, whether or not we know who they are, with what they do there. */
export const EventSpeakersPage = ({ found: { event, count, speakers, next }, onward }: Props) => (
  <div class="wrap">
    <ListHead title="Speakers" crumb={{ href: paths.event(event), name: event.name }}>
      <p class="quiet">
        {count > 0 && `${counted(count, 'name', 'names')} on the programme. `}
        <a class="plain-link" href={paths.schedule(event)}>
          Schedule
        </a>
      </p>
    </ListHead>
    {speakers.length > 0 ? (
      <ul class="plain cast-list">
        {speakers.map((speaker) => (
          <Speaker event={event} speaker={speaker} />
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

const Speaker = ({ event, speaker }: { event: EventSpeakers['event']; speaker: EventSpeaker }) => (
  <li>
    <Face person={{ handle: speaker.handle ?? speaker.name, name: speaker.name }} />
    <div class="who">
      <p class="name">
        {speaker.handle ? (
          <a href={paths.person(speaker.handle)} dir="auto">
            {speaker.name}
          </a>
        ) : (
          <span dir="auto">{speaker.name}</span>
        )}
      </p>
      <ul class="plain">
        {speaker.sessions.map(({ slug, title, role, startsAt, room }) => (
          <li>
            <a href={paths.session(event, slug)} dir="auto">
              {title}
            </a>{' '}
            <span class="quiet">
              {[
                roleNames[role],
                startsAt && `${shortDay(dayOf(startsAt))} ${clockText(startsAt)}`,
                room,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  </li>
)

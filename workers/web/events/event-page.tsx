import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { CallsBox } from '../calls/calls-box.tsx'
import { isOver } from '../components/event-words.ts'
import { PostCard } from '../components/post-card.tsx'
import type { Reader } from '../components/reader.ts'
import { StaffList } from '../components/staff-list.tsx'
import { EventCoverage } from '../coverage/event-coverage.tsx'
import { ProgrammeSection } from '../sessions/programme-section.tsx'
import { EventEditions, LastSpeakers, LaterEditions } from './event-editions.tsx'
import { EventHead } from './event-head.tsx'
import { EventPeople } from './event-people.tsx'
import { EventSource } from './event-source.tsx'
import { EventsAround } from './events-around.tsx'

type Props = { event: EventDetail; reader: Reader }

/** One edition of a conference: who goes, all we know, what people say, and what else is near. */
export function EventPage({ event, reader: { now, ...reader } }: Props) {
  const over = isOver(event, now)
  const isWorthSeeing = over && event.coverage.length > 0
  const coverage = <EventCoverage event={event} over={over} now={now} />
  const people = <EventPeople event={event} now={now} />
  return (
    <article class="wrap h-event">
      <EventHead event={event} reader={{ now, ...reader }} />
      {over && <LaterEditions event={event} now={now} />}
      {isWorthSeeing && coverage}
      {people}
      {event.status !== 'cancelled' && !over && (
        <CallsBox
          calls={event.calls}
          more={{ href: paths.eventCalls(event), name: 'All its calls' }}
          now={now}
        />
      )}
      {event.description && (
        <section class="section">
          <h2>About</h2>
          <div class="prose e-content" dir="auto">
            {new Html(event.description)}
          </div>
        </section>
      )}
      <ProgrammeSection event={event} programme={event.programme} />
      <LastSpeakers found={event.lastSpeakers} />
      {!isWorthSeeing && coverage}
      <StaffList title="Who makes it happen" staff={event.staff} />
      <EventEditions event={event} now={now} />
      <EventsAround event={event} />
      <Posts event={event} over={over} />
      <EventSource event={event} />
    </article>
  )
}

function Posts({ event: { posts, hashtag }, over }: { event: EventDetail; over: boolean }) {
  if (posts.length === 0 && (!hashtag || over)) return null
  return (
    <section class="section">
      <h2>What people say</h2>
      {posts.length > 0 ? (
        <ul class="plain posts">
          {posts.map((post) => (
            <li>
              <PostCard post={post} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">
          Public posts with <bdi>#{hashtag}</bdi> show up here around the days of the event.
        </p>
      )}
    </section>
  )
}

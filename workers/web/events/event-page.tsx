import type { EventDetail, EventStatus } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { CallsBox } from '../calls/calls-box.tsx'
import { AttendButtons } from '../components/attend-buttons.tsx'
import { DateTile } from '../components/date-tile.tsx'
import { CountWords, canMark, Moment, Was } from '../components/event-card.tsx'
import { isOver } from '../components/event-words.ts'
import { eventHue } from '../components/hue.ts'
import { PeopleRow } from '../components/people-row.tsx'
import { PostCard } from '../components/post-card.tsx'
import type { Reader } from '../components/reader.ts'
import { StaffList } from '../components/staff-list.tsx'
import { TopicLinks } from '../components/topic-links.tsx'
import { EventCoverage } from '../coverage/event-coverage.tsx'
import { ProgrammeSection } from '../sessions/programme-section.tsx'
import { EventFacts } from './event-facts.tsx'
import { EventMarked, MARKED_ID } from './event-marked.tsx'
import { EventOrigin } from './event-origin.tsx'

type Props = { event: EventDetail; reader: Reader }

/** What swaps in when someone presses Attend or Track. */
const MARKS_ID = 'event-marks'
const PEOPLE_ID = 'event-people'

/** One edition of a conference: all we know, who goes, and what people say. */
export const EventPage = ({ event, reader }: Props) => (
  <article class="wrap h-event">
    <header class={`event-head ribboned ${eventHue(event)}`}>
      <DateTile dates={event} hidden />
      <div class="text">
        <Banner status={event.status} />
        <EventOrigin event={event} />
        <h1 class="p-name" dir="auto">
          {event.name}
        </h1>
        {event.tagline && (
          <p class="tagline p-summary" dir="auto">
            {event.tagline}
          </p>
        )}
        <Moment event={{ ...event, status: calm(event.status) }} now={reader.now} />
        <EventMarked event={event} role={roleOf(event, reader)} now={reader.now} />
        <EventFacts event={event} />
        <TopicLinks topics={event.topics} />
      </div>
      <Marks event={event} reader={reader} />
    </header>
    {event.status !== 'cancelled' && (
      <CallsBox
        calls={event.calls}
        more={{ href: paths.eventCalls(event), name: 'All its calls' }}
        now={reader.now}
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
    <EventCoverage event={event} over={isOver(event, reader.now)} now={reader.now} />
    <People event={event} now={reader.now} />
    <StaffList title="Who makes it happen" staff={event.staff} />
    <Posts event={event} />
  </article>
)

const warnings: Partial<Record<EventStatus, string>> = {
  cancelled: 'This event was cancelled.',
  postponed: 'Postponed: new dates are not known yet.',
  rescheduled: 'The dates have changed. These are the new ones.',
  moved_online: 'This event has moved online.',
  tentative: 'Not certain yet: this may still change.',
}

/** The banner tells the status; only what stops the event is left for the line below it to respect. */
const calm = (status: EventStatus): EventStatus =>
  status === 'cancelled' || status === 'postponed' ? status : 'scheduled'

function Banner({ status }: { status: EventStatus }) {
  const warning = warnings[status]
  return warning ? <p class={`banner ${status}`}>{warning}</p> : null
}

const roleOf = (event: EventDetail, { viewer }: Reader) => viewer?.roles.get(event.id) ?? null

function Marks({ event, reader }: Props) {
  const { viewer, now, here } = reader
  const role = roleOf(event, reader)
  const open = canMark(event, role, now)
  return (
    <div class="event-actions" id={MARKS_ID}>
      <CountWords event={event} />
      {open && (
        <AttendButtons
          event={event}
          role={role}
          signedIn={viewer !== null}
          here={here}
          swap={`${MARKED_ID} ${MARKS_ID} ${PEOPLE_ID}`}
        />
      )}
      {!open && role && <Was role={role} />}
      {open && !role && (
        <p class="note">
          Attend to be on the list. Track to keep an eye on it from your dashboard.
        </p>
      )}
    </div>
  )
}

function People({ event, now }: { event: EventDetail; now: Date }) {
  const { attending, tracking, attendingCount, trackingCount } = event
  const over = isOver(event, now)
  return (
    <div id={PEOPLE_ID}>
      <section class="section">
        <h2>{over ? 'Who was there' : 'Who is going'}</h2>
        {attending.length > 0 ? (
          <PeopleRow people={attending} total={attendingCount} />
        ) : (
          <p class="quiet">
            {over ? 'Nobody on Hallway said they were.' : 'Nobody has said so yet. Be the first.'}
          </p>
        )}
      </section>
      {tracking.length > 0 && (
        <section class="section">
          <h2>{over ? 'Who watched it' : 'Who is tracking it'}</h2>
          <PeopleRow people={tracking} total={trackingCount} />
        </section>
      )}
    </div>
  )
}

function Posts({ event: { posts, hashtag } }: { event: EventDetail }) {
  if (posts.length === 0 && !hashtag) return null
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

import type { EventDetail, EventStatus } from '#functions/events/event.ts'
import { Crowd } from '../components/crowd.tsx'
import { DateTile } from '../components/date-tile.tsx'
import { canMark, Marks, Moment } from '../components/event-card.tsx'
import { stageOf } from '../components/event-words.ts'
import { eventHue } from '../components/hue.ts'
import type { Reader } from '../components/reader.ts'
import { TopicLinks } from '../components/topic-links.tsx'
import { EventArt } from './event-art.tsx'
import { EventDates, EventFacts } from './event-facts.tsx'
import { EventMarked, MARKED_ID } from './event-marked.tsx'
import { EventOrigin } from './event-origin.tsx'
import { PEOPLE_ID } from './event-people.tsx'

type Props = { event: EventDetail; reader: Reader }

/** What swaps in when someone presses Attend or Track. */
const MARKS_ID = 'event-marks'
const CROWD_ID = 'event-crowd'

/** What it is, when and where, who goes, and whether you do. */
export const EventHead = ({ event, reader }: Props) => (
  <header class={`event-head ribboned ${eventHue(event)}`}>
    <EventArt event={event} />
    <DateTile dates={event} hidden />
    <div class="text title">
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
      <EventDates event={event} />
      <EventMarked event={event} role={roleOf(event, reader)} now={reader.now} />
    </div>
    <Actions event={event} reader={reader} />
    <WhoGoes event={event} reader={reader} />
    <div class="text more">
      <EventFacts event={event} now={reader.now} />
      <TopicLinks topics={event.topics} />
    </div>
  </header>
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

function Actions({ event, reader }: Props) {
  const role = roleOf(event, reader)
  const stage = stageOf(event, reader.now)
  return (
    <div class={stage === 'ahead' ? 'event-actions' : 'event-actions over'} id={MARKS_ID}>
      <Marks
        event={event}
        reader={reader}
        swap={`${MARKED_ID} ${MARKS_ID} ${CROWD_ID} ${PEOPLE_ID}`}
      />
      {!role && canMark(stage, role) && (
        <p class="note">{stage === 'over' ? WERE_THERE : TO_COME}</p>
      )}
    </div>
  )
}

const TO_COME = 'Attend to be on the list. Track to keep an eye on it from your dashboard.'
const WERE_THERE = 'Say so, and it is on your profile and on the list of who was there.'

const WhoGoes = ({ event, reader: { viewer, now } }: Props) => (
  <div class="who-goes" id={CROWD_ID}>
    <Crowd
      event={event}
      stage={stageOf(event, now)}
      viewer={viewer}
      isViewerIn={viewer?.roles.get(event.id) === 'attending'}
      href={`#${PEOPLE_ID}`}
    />
  </div>
)

import type { Dashboard, MarkedEvent } from '#functions/attendances/dashboard.ts'
import { paths } from '#functions/paths.ts'
import type { TrackedSession } from '#functions/sessions/picks.ts'
import { longDates } from '#functions/time/format-dates.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Moment, Where } from '../components/event-card.tsx'
import { EventGrid } from '../components/event-list.tsx'
import { stageOf } from '../components/event-words.ts'
import { eventHue } from '../components/hue.ts'
import { Icon } from '../components/icon.tsx'
import type { Reader } from '../components/reader.ts'
import { TrackedNext } from '../sessions/tracked-next.tsx'

type Props = {
  dashboard: Dashboard
  tracked: readonly TrackedSession[]
  reader: Reader
}

/** What is next for you, what you attend and track, and where you have been. */
export function DashboardPage({ dashboard: { next, upcoming, past }, tracked, reader }: Props) {
  const attending = upcoming.filter(({ role }) => role === 'attending')
  const tracking = upcoming.filter(({ role }) => role === 'tracking')
  const isOff = (event: MarkedEvent) => stageOf(event, reader.now) === 'off'
  const been = past.filter((event) => !isOff(event))
  return (
    <div class="wrap">
      <h1>
        {reader.viewer ? (
          <>
            Hello, <span dir="auto">{reader.viewer.name}</span>
          </>
        ) : (
          'Your dashboard'
        )}
      </h1>
      {next && <NextEvent event={next} now={reader.now} />}
      <TrackedNext tracked={tracked} now={reader.now} />
      {upcoming.length === 0 && <NothingAhead />}
      <Marked title="You are attending" events={attending} reader={reader} />
      <Marked title="You are tracking" events={tracking} reader={reader} />
      {been.length === 0 && <NoPast />}
      <Marked title="Where you have been" events={been} reader={reader} />
      <Marked title="What did not take place" events={past.filter(isOff)} reader={reader} />
      <SignOut />
    </div>
  )
}

const NextEvent = ({ event, now }: { event: MarkedEvent; now: Date }) => (
  <section class={`next-event ${eventHue(event)}`} aria-labelledby="next-event">
    <h2 id="next-event">Your next event</h2>
    <p class="name">
      <a href={paths.event(event)} dir="auto">
        {event.name}
      </a>
    </p>
    <Moment event={event} now={now} />
    <p class="dates">{longDates(event)}</p>
    <Where event={event} />
    <p class={`was ${event.role}`}>
      <Icon name={event.role === 'attending' ? 'check' : 'eye'} />
      {event.role === 'attending' ? 'You are attending' : 'You are tracking it'}
    </p>
  </section>
)

const NothingAhead = () => (
  <EmptyState
    links={
      <>
        <a href={paths.conferences()}>Browse conferences</a> <a href={paths.topics()}>Topics</a>{' '}
        <a href={paths.places()}>Places</a>
      </>
    }
  >
    Nothing ahead yet. Press Attend or Track on a conference and it waits for you here.
  </EmptyState>
)

const NoPast = () => (
  <EmptyState
    links={
      <>
        <a href={paths.seriesList()}>Find it by name</a> <a href={paths.topics()}>By topic</a>{' '}
        <a href={paths.places()}>By place</a>
      </>
    }
  >
    <strong>Where have you been?</strong> Press “I was there” on conferences that are over, and your
    years stand here and on your profile.
  </EmptyState>
)

const Marked = ({
  title,
  events,
  reader,
}: {
  title: string
  events: readonly MarkedEvent[]
  reader: Reader
}) =>
  events.length === 0 ? null : (
    <section class="section">
      <h2>{title}</h2>
      <EventGrid events={events} reader={reader} />
    </section>
  )

const SignOut = () => (
  <section class="section" aria-labelledby="signing-out">
    <div class="title">
      <h2 id="signing-out">Signing out</h2>
      <a href={paths.signOut()}>Where you are signed in</a>
    </div>
    <div class="actions">
      <form method="post" action={paths.signOut()}>
        <button type="submit" class="button">
          Sign out
        </button>
      </form>
      <form method="post" action={paths.signOutEverywhere()}>
        <button type="submit" class="button">
          Sign out everywhere
        </button>
      </form>
    </div>
  </section>
)

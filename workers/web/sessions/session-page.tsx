import type { CoverageItem } from '#functions/coverage/coverage.ts'
import { paths } from '#functions/paths.ts'
import type { Picks } from '#functions/sessions/picks.ts'
import type { Billed, SessionPage as Page, SessionLink } from '#functions/sessions/session.ts'
import { isOn, isSessionOver } from '#functions/sessions/session.ts'
import { type WallTime, wallAt } from '#functions/time/wall-clock.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { stageOf } from '../components/event-words.ts'
import { eventHue } from '../components/hue.ts'
import { Icon } from '../components/icon.tsx'
import { FaceOf, NameOf } from '../components/person-item.tsx'
import type { Reader } from '../components/reader.ts'
import { TrackButton, TrackForm, TrackLink } from '../components/track-button.tsx'
import { ChangesList } from './changes-list.tsx'
import { ClockDay, eventClock, zoneData } from './event-clock.tsx'
import { Recordings, SessionCoverage } from './session-coverage.tsx'
import { SessionFacts } from './session-facts.tsx'
import { roleNames } from './session-words.ts'
import { trackableSession } from './trackable-session.ts'

/** `picks` is null for who is not signed in. */
type Props = { page: Page; picks: Picks | null; reader: Reader }

/** One session: who, when, where, about what, and what there is of it. */
export function SessionPage(props: Props) {
  const { event, session, changes, meanwhile, coverage } = props.page
  const clock = wallAt(props.reader.now, event.zone)
  const over = isSessionOver(session, event, clock)
  const isRecording = (item: CoverageItem) => item.kind === 'video' && item.deadSince === null
  const recordings = over ? coverage.filter(isRecording) : []
  return (
    <article class="wrap session" lang={session.language ?? undefined} {...zoneData(event)}>
      <Head {...props} clock={clock} over={over} />
      <Recordings {...props} recordings={recordings} />
      <div class="about">
        {session.abstract && (
          <div class="prose" dir="auto">
            {new Html(session.abstract)}
          </div>
        )}
        <Speakers credits={session.credits} />
      </div>
      <SessionCoverage {...props} recordings={recordings} />
      {changes.length > 0 && (
        <section class="section">
          <h2>What changed</h2>
          <ChangesList event={event} changes={changes} titled={false} />
        </section>
      )}
      <Around {...props} />
      {meanwhile.length > 0 && (
        <section class="section">
          <h2>At the same time</h2>
          <ul class="plain others">
            {meanwhile.map((other) => (
              <li>
                <a href={paths.session(event, other.slug)} dir="auto">
                  {other.title}
                </a>
                {other.room && <bdi class="quiet">{other.room}</bdi>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}

type HeadProps = Props & { clock: WallTime; over: boolean }

function Head({ page, picks, reader, clock, over }: HeadProps) {
  const { event, session } = page
  const isOff = session.withdrawn || stageOf(event, reader.now) === 'off'
  return (
    <header class={`event-head session-head ribboned ${eventHue(event)}`}>
      <div class="text">
        <p class="crumb">
          <a href={paths.event(event)} dir="auto">
            {event.name}
          </a>
          {' · '}
          <a href={paths.schedule(event, { day: session.day ?? 'none' })}>Schedule</a>
        </p>
        {session.withdrawn && (
          <p class="banner cancelled">This session was withdrawn from the programme.</p>
        )}
        <h1 dir="auto">{session.title}</h1>
        {session.subtitle && (
          <p class="tagline" dir="auto">
            {session.subtitle}
          </p>
        )}
        {isOn(session, clock) && <p class="live">On now</p>}
        <SessionFacts page={page} over={over} />
      </div>
      {session.kind !== 'break' && !over && (!isOff || picks?.has(session.id)) && (
        <div class="event-actions">
          {picks ? (
            <>
              <TrackForm here={reader.here} />
              <TrackButton of={trackableSession(event, session)} on={picks.has(session.id)} />
            </>
          ) : (
            <TrackLink of={trackableSession(event, session)} />
          )}
          <p class="note">Track it to have it among your picks and on your dashboard.</p>
        </div>
      )}
    </header>
  )
}

function Speakers({ credits }: { credits: readonly Billed[] }) {
  if (credits.length === 0) return null
  return (
    <section class="cast">
      <h2>{credits.length === 1 ? 'Speaker' : 'Speakers'}</h2>
      <ul class="plain">
        {credits.map((credit) => (
          <li>
            <Portrait credit={credit} />
            <div class="who">
              <p>
                <NameOf person={credit} class="name" />
                {roleNames[credit.role] && <span class="quiet"> {roleNames[credit.role]}</span>}
              </p>
              {credit.bio && (
                <div class="bio" dir="auto">
                  {new Html(credit.bio)}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Portrait = ({ credit }: { credit: Billed }) =>
  credit.handle && credit.hasPhoto ? (
    <img class="photo" src={paths.personPicture(credit.handle)} alt="" loading="lazy" />
  ) : (
    <FaceOf person={credit} />
  )

/** The way on through a room's day. */
function Around({ page: { event, session, before, after } }: Props) {
  if (!before && !after) return null
  return (
    <nav class="section around" aria-label={`In ${session.room}`}>
      {before && <Near event={event} to={before} word="Before it" rel="prev" />}
      {after && <Near event={event} to={after} word="After it" rel="next" />}
    </nav>
  )
}

type NearProps = { event: Page['event']; to: SessionLink; word: string; rel: string }

const Near = ({ event, to: { slug, title, startsAt, room }, word, rel }: NearProps) => (
  <a class={rel} href={paths.session(event, slug)} rel={rel}>
    <span class="quiet">
      {word} in <bdi>{room}</bdi>
      {startsAt && (
        <>
          , <ClockDay at={startsAt} clock={eventClock(event.zone)} />
        </>
      )}
    </span>
    <span class="name" dir="auto">
      {title} {rel === 'next' && <Icon name="arrow" />}
    </span>
  </a>
)

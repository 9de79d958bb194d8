import { paths } from '#functions/paths.ts'
import type { SessionPage } from '#functions/sessions/session.ts'
import { Fact } from '../components/fact.tsx'
import { languageName } from '../components/language-name.ts'
import { PlaceName } from '../components/place-name.tsx'
import { shortUrl, webUrl } from '../events/web-link.ts'
import { ClockDay, ClockTime, eventClock, ZoneNote } from './event-clock.tsx'
import {
  dayOf,
  lengthText,
  levelNames,
  longDay,
  longDayOfYear,
  minutesOf,
  sessionKindNames,
} from './session-words.ts'

/** When, where and what sort. */
export function SessionFacts({
  page: { event, session },
  over,
}: {
  page: SessionPage
  over: boolean
}) {
  const { room, track, language } = session
  const website = webUrl(session.url)
  const kind = sortText(session)
  return (
    <dl class="facts">
      <Fact icon="calendar" name="When">
        <When event={event} session={session} over={over} />
      </Fact>
      {(room || event.place) && (
        <Fact icon="pin" name="Where">
          {room && (
            <a href={paths.schedule(event, { day: session.day ?? 'none', room })} dir="auto">
              {room}
            </a>
          )}
          {room && event.place && ', '}
          {event.place && <PlaceName place={event.place} />}
        </Fact>
      )}
      {track && (
        <Fact icon="list" name="Track">
          <a href={paths.schedule(event, { day: session.day ?? 'none', track })} dir="auto">
            {track}
          </a>
        </Fact>
      )}
      {kind && (
        <Fact icon="hash" name="Sort">
          {kind}
        </Fact>
      )}
      {language && (
        <Fact icon="speech" name="Language">
          {languageName(language)}
        </Fact>
      )}
      {session.notRecorded && (
        <Fact icon="eye" name="Recording">
          Not recorded: be there to see it
        </Fact>
      )}
      {website && (
        <Fact icon="link" name="Its page at the organisers’">
          <a href={website.href} rel="nofollow ugc noopener">
            {shortUrl(website)}
          </a>
        </Fact>
      )}
    </dl>
  )
}

const sortText = ({ kind, level }: SessionPage['session']) =>
  [sessionKindNames[kind], level && levelNames[level]].filter(Boolean).join(', ')

type WhenProps = Pick<SessionPage, 'event' | 'session'> & { over: boolean }

function When({ event, session, over }: WhenProps) {
  const { startsAt, endsAt, day } = session
  const unknown = over ? 'not recorded' : 'to be announced'
  if (startsAt === null || endsAt === null)
    return day === null ? `Time ${unknown}` : `${longDayOfYear(day)}, time ${unknown}`
  const clock = eventClock(event.zone)
  const minutes = minutesOf(session)
  const isLate = day !== null && dayOf(startsAt) > day
  return (
    <>
      <span class="span">
        <ClockDay at={startsAt} clock={clock} long />
        <span class="whole">
          –<ClockTime at={endsAt} clock={clock} />
        </span>
      </span>
      {minutes !== null && minutes > 0 && ` (${lengthText(minutes)})`}
      {isLate && <span class="quiet"> on the programme of {longDay(day)}</span>}
      <ZoneNote zone={event.zone} day={dayOf(startsAt)} />
    </>
  )
}

import { paths } from '#functions/paths.ts'
import type { TrackedSession } from '#functions/sessions/picks.ts'
import { isOn } from '#functions/sessions/session.ts'
import { wallAt } from '#functions/time/wall-clock.ts'
import { ClockDay, eventClock, zoneText } from './event-clock.tsx'
import { dayOf } from './session-words.ts'

type Props = { tracked: readonly TrackedSession[]; now: Date }

/** On the dashboard: the sessions that somebody tracks next, each on its own event's clock. */
export function TrackedNext({ tracked, now }: Props) {
  if (tracked.length === 0) return null
  return (
    <section class="section">
      <h2>Sessions you track next</h2>
      <ul class="plain others tracked-next">
        {tracked.map((session) => (
          <Tracked session={session} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Tracked({ session, now }: { session: TrackedSession; now: Date }) {
  const { event, slug, title, startsAt, room } = session
  const on = isOn({ ...session, withdrawn: false }, wallAt(now, event.zone))
  return (
    <li>
      <a href={paths.session(event, slug)} dir="auto">
        {title}
      </a>
      <span class="quiet">
        {on && <strong class="live">On now </strong>}
        {startsAt && (
          <>
            <ClockDay at={startsAt} clock={eventClock(event.zone)} />{' '}
            {zoneText({ zone: event.zone, day: dayOf(startsAt) })} ·{' '}
          </>
        )}
        {room && (
          <>
            <bdi>{room}</bdi> ·{' '}
          </>
        )}
        <a href={paths.schedule(event, { picks: '1' })} dir="auto">
          {event.name}
        </a>
      </span>
    </li>
  )
}

import { isOn, type SessionSummary } from '#functions/sessions/session.ts'
import { Icon } from '../components/icon.tsx'
import { ClockTime } from './event-clock.tsx'
import { type Cell, layOut } from './grid-cells.ts'
import { Names, type Shown } from './schedule-list.tsx'
import { SessionTitle } from './session-title.tsx'
import { lengthText, minutesOf } from './session-words.ts'

/** The programme as a table of times and rooms, to be scrolled both ways under its own headings. */
export function ScheduleGrid({ shown, caption }: { shown: Shown; caption: string }) {
  const { rooms, rows } = layOut(shown.sessions)
  return (
    <section class="grid" aria-label={caption} tabindex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Time</span>
            </th>
            {rooms.map((room) => (
              <th scope="col" dir="auto">
                {room ?? 'Everywhere'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ startsAt, cells }) => (
            <tr>
              <th scope="row">
                <ClockTime at={startsAt} clock={shown.clock} />
              </th>
              {cells.map((cell) => cell && Slot(cell, shown))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Slot = ({ sessions, rows }: Cell, shown: Shown) => (
  <td rowspan={rows > 1 ? rows : undefined}>{sessions.map((session) => Talk(session, shown))}</td>
)

function Talk(session: SessionSummary, shown: Shown) {
  const minutes = minutesOf(session)
  const on = isOn(session, shown.nowAt)
  return (
    <div class={session.withdrawn ? 'off' : on ? 'on' : undefined}>
      <SessionTitle event={shown.event} session={session} on={on} />
      <Names session={session} linked={false} />
      <p class="in">
        {minutes !== null && <time datetime={`PT${minutes}M`}>{lengthText(minutes)}</time>}
        {shown.picks?.has(session.id) && (
          <span class="was tracking">
            <Icon name="check" /> Tracking
          </span>
        )}
      </p>
    </div>
  )
}

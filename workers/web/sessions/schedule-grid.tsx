import { isOn } from '#functions/sessions/session.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Icon } from '../components/icon.tsx'
import { ClockTime } from './event-clock.tsx'
import { type Column, type Grid, layOut, type Placed } from './grid-layout.ts'
import { minuteClasses } from './minute-classes.ts'
import type { Shown } from './schedule-list.tsx'
import { Names, RecordedMark, stateOf } from './session-item.tsx'
import { SessionTitle } from './session-title.tsx'
import { lengthText } from './session-words.ts'

/** The day to scale, a column for each room, to be scrolled both ways under its own headings and times. */
export function ScheduleGrid({ shown, caption }: { shown: Shown; caption: string }) {
  const grid = layOut(shown.sessions)
  if (grid.columns.length === 0)
    return (
      <EmptyState>No time is known of anything on this day. The list has all of it.</EmptyState>
    )
  return (
    <>
      <Rooms columns={grid.columns} />
      <section
        class={`grid${heightOf(grid)} ${minuteClasses(grid.minutes)}`}
        aria-label={caption}
        tabindex={0}
      >
        <div class="board">
          <Axis grid={grid} shown={shown} />
          {grid.columns.map((column, index) => (
            <div class="room" id={roomId(index)}>
              <h2 dir="auto">{column.name ?? EVERYWHERE}</h2>
              <div class="lanes">
                {column.lanes.map((lane) => (
                  <ol class="plain">{lane.map((placed) => Cell(placed, shown))}</ol>
                ))}
              </div>
            </div>
          ))}
        </div>
      </section>
    </>
  )
}

/** So many are side by side where the page is as wide as it gets. */
const FEW = 6

const EVERYWHERE = 'Everywhere'

const roomId = (index: number) => `room-${index + 1}`

/** So high that a line of text fits into the shortest session. */
const heightOf = ({ shortest }: Grid) => (shortest < 10 ? ' taller' : shortest < 15 ? ' tall' : '')

/** Ways into a wide day. A phone shows one of them at a time. */
const Rooms = ({ columns }: { columns: readonly Column[] }) =>
  columns.length < 2 ? null : (
    <nav class={columns.length > FEW ? 'hours rooms' : 'hours rooms few'} aria-label="Rooms">
      {columns.map(({ name }, index) => (
        <a href={`#${roomId(index)}`} dir="auto">
          {name ?? EVERYWHERE}
        </a>
      ))}
    </nav>
  )

/** Each session has its own time, so this is for the eyes only. */
const Axis = ({ grid: { marks, folds }, shown }: { grid: Grid; shown: Shown }) => (
  <>
    <div class="axis" aria-hidden="true">
      <span class="corner" />
      <ol class="plain">
        {marks.map(({ at, top }) => (
          <li class={`mark ${minuteClasses(top)}`}>
            <ClockTime at={at} clock={shown.clock} />
          </li>
        ))}
      </ol>
    </div>
    <div class="lines" aria-hidden="true">
      {marks.map(({ top }) => (
        <hr class={`mark ${minuteClasses(top)}`} />
      ))}
      {folds.map(({ top, minutes }) => (
        <p class={`mark fold ${minuteClasses(top)}`}>
          <span>Nothing for {lengthText(minutes)}</span>
        </p>
      ))}
    </div>
  </>
)

function Cell({ session, top, minutes }: Placed, shown: Shown) {
  const { startsAt, room, track } = session
  const on = isOn(session, shown.nowAt)
  return (
    <li class={minuteClasses(top) || undefined}>
      <div class={`${minuteClasses(minutes)} ${stateOf(session, on)}`}>
        <SessionTitle event={shown.event} session={session} on={on}>
          {startsAt && <ClockTime at={startsAt} clock={shown.clock} />}{' '}
          {session.recorded && <RecordedMark />}
        </SessionTitle>
        <Names session={session} linked={false} />
        {track && track !== room && (
          <p class="in" dir="auto">
            {track}
          </p>
        )}
        {shown.picks?.has(session.id) && (
          <p class="was tracking">
            <Icon name="check" /> Tracking
          </p>
        )}
      </div>
    </li>
  )
}

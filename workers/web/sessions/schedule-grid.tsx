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
          <Lines grid={grid} />
          {sheetsOf(grid.columns).map((rooms) => (
            <div class="sheet">
              <div class="names" aria-hidden="true">
                <p>
                  {rooms.map(({ name, lane }) => (
                    <span class={minuteClasses(lane)}>{name ?? EVERYWHERE}</span>
                  ))}
                </p>
              </div>
              <div class="columns">
                <Axis grid={grid} shown={shown} />
                {rooms.map(({ name, lanes, lane, index }) => (
                  <div class="room" id={roomId(index)}>
                    <h2 dir="auto">{name ?? EVERYWHERE}</h2>
                    <div class="lanes">
                      {lanes.map((placed, beside) => (
                        <ol class={`plain ${minuteClasses(lane + beside)}`}>
                          {placed.map((one) => Cell(one, shown))}
                        </ol>
                      ))}
                    </div>
                  </div>
                ))}
              </div>
            </div>
          ))}
        </div>
      </section>
    </>
  )
}

/** So many rooms are side by side where the page is as wide as it gets, and on a sheet of paper. */
const FEW = 6

const EVERYWHERE = 'Everywhere'

const roomId = (index: number) => `room-${index + 1}`

/** So high that a line of text fits into the shortest session. */
const heightOf = ({ shortest }: Grid) => (shortest < 10 ? ' taller' : shortest < 15 ? ' tall' : '')

/** A room, and at which lane of its sheet it begins, from 1. */
type Room = Column & { readonly index: number; readonly lane: number }

/** What is printed on a sheet of paper: six lanes, or a room that has more. On the screen all are beside each other. */
function sheetsOf(columns: readonly Column[]): Room[][] {
  const sheets: Room[][] = []
  let taken = FEW
  for (const [index, column] of columns.entries()) {
    if (taken + column.lanes.length > FEW) {
      sheets.push([])
      taken = 0
    }
    sheets.at(-1)?.push({ ...column, index, lane: taken + 1 })
    taken += column.lanes.length
  }
  return sheets
}

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

/** Each session has its own time, so this is for the eyes only. On paper each sheet has one. */
const Axis = ({ grid: { marks }, shown }: { grid: Grid; shown: Shown }) => (
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
)

const Lines = ({ grid: { marks, folds } }: { grid: Grid }) => (
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

import type { AttendanceMode } from '#functions/events/event.ts'
import type { Day } from '#functions/time/day.ts'
import { utcOffset, zoneCity } from '#functions/time/format-dates.ts'
import { instantOf, type WallTime } from '#functions/time/wall-clock.ts'
import { clockText, dayOf, longDayOfYear, shortDay } from './session-words.ts'

/** Tells which instant a time on the event's clock is, as ISO 8601 in UTC. */
export type EventClock = (at: WallTime) => string

export const eventClock =
  (zone: string): EventClock =>
  (at) =>
    `${instantOf(at, zone).toISOString().slice(0, 16)}Z`

/** A time on the event's clock; scripts find the instant in it, to show the reader's own time. */
export const ClockTime = ({ at, clock }: { at: WallTime; clock: EventClock }) => (
  <time datetime={clock(at)}>{clockText(at)}</time>
)

/** The same with its day: scripts write both anew, since the day may be another for the reader. */
export const ClockDay = ({ at, clock, long }: { at: WallTime; clock: EventClock; long?: true }) => (
  <time datetime={clock(at)} data-day={long ? 'long' : 'short'}>
    {(long ? longDayOfYear : shortDay)(dayOf(at))}, {clockText(at)}
  </time>
)

type ZoneProps = { zone: string; day: Day }

/** "Brussels time (UTC+1)". */
export const zoneText = ({ zone, day }: ZoneProps) =>
  `${zoneCity(zone)} time (${utcOffset(zone, day)})`

/** Says whose clock it is. A script offers the reader's own, where that shows another time. */
export const ZoneNote = (props: ZoneProps) => (
  <div class="zone-note">
    Times are <strong>{zoneText(props)}</strong>.{' '}
    <fieldset class="switch" aria-label="Clock" hidden>
      <button type="button" aria-pressed="true">
        {zoneCity(props.zone)} time
      </button>
      <button type="button" aria-pressed="false">
        My time
      </button>
    </fieldset>
  </div>
)

/** What the script needs to know on the element around all times. */
export const zoneData = (event: { zone: string; attendanceMode: AttendanceMode }) => ({
  'data-zone': event.zone,
  'data-online': event.attendanceMode === 'online' ? '' : undefined,
})

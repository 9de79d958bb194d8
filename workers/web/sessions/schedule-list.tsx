import type { Picks } from '#functions/sessions/picks.ts'
import {
  groupByStart,
  isAfterMidnight,
  isOn,
  type Schedule,
  type SessionSummary,
} from '#functions/sessions/session.ts'
import type { WallTime } from '#functions/time/wall-clock.ts'
import { counted } from '../components/event-words.ts'
import { ClockTime, type EventClock } from './event-clock.tsx'
import { SessionItem } from './session-item.tsx'
import { dayOf, shortDay } from './session-words.ts'

export type Shown = {
  readonly event: Schedule['event']
  readonly sessions: readonly SessionSummary[]
  /** What the event's own clock shows now. */
  readonly nowAt: WallTime
  readonly clock: EventClock
  /** Of an event that is off one only lets go of what one tracks. */
  readonly isOff: boolean
  /** Null for who is not signed in. */
  readonly picks: Picks | null
  /** What most are in, which goes without saying. */
  readonly usualLanguage: string | null
  readonly linkNames: boolean
}

type Group = ReturnType<typeof groupByStart<SessionSummary>>[number]
type Hour = { readonly startsAt: WallTime | null; readonly groups: readonly Group[] }

/** A longer day is folded by the hour: on a phone, FOSDEM's Saturday was sixty screens. */
const MAX_UNFOLDED = 60

/** The programme by time: a heading for each start, and what starts then. */
export function ScheduleList(shown: Shown) {
  const groups = groupByStart(shown.sessions)
  const hours = byHour(groups)
  const current = groups.findLast(({ sessions }) =>
    sessions.some((session) => isOn(session, shown.nowAt)),
  )
  const next = groups.find(({ startsAt }) => startsAt !== null && startsAt > shown.nowAt)
  const soon = next && isNear(next, shown) ? next : undefined
  const slot = (group: Group) => Slot(group, shown, group === soon)
  const open =
    hours.find((hour) => hour.groups.some((one) => one === (current ?? soon))) ?? hours[0]
  return (
    <>
      <Hours hours={hours} current={current} shown={shown} />
      <div class="slots">
        {shown.sessions.length > MAX_UNFOLDED
          ? hours.map((hour) => (
              <details class="hour" open={hour === open}>
                <HourHead hour={hour} shown={shown} />
                {hour.groups.map(slot)}
              </details>
            ))
          : groups.map(slot)}
      </div>
    </>
  )
}

/** Groups that start within the same hour. */
function byHour(groups: readonly Group[]): Hour[] {
  const hours = Map.groupBy(groups, ({ startsAt }) => startsAt?.slice(0, 13))
  return [...hours.values()].map((within) => ({
    startsAt: within[0]?.startsAt ?? null,
    groups: within,
  }))
}

const anchorOf = (startsAt: WallTime | null) =>
  startsAt === null ? 't' : `t${startsAt.slice(5, 16).replaceAll(/\D/g, '')}`

/** On the day itself: weeks ahead, the first session is no more "next" than the others. */
const isNear = ({ startsAt }: Group, { nowAt }: Shown) =>
  startsAt !== null && dayOf(startsAt) === dayOf(nowAt)

const Slot = (group: Group, shown: Shown, isNext: boolean) => (
  <section class="slot">
    <h2 id={anchorOf(group.startsAt)}>
      <Start group={group} shown={shown} />
      {isNext && <span class="soon">Next</span>}
    </h2>
    <ul class="plain">{group.sessions.map((session) => SessionItem(session, shown))}</ul>
  </section>
)

/** Nobody will announce what was. */
const unknownText = ({ event, nowAt }: Shown) =>
  event.endsOn < dayOf(nowAt) ? 'Time not recorded' : 'Time to be announced'

function Start({ group: { startsAt, sessions }, shown }: { group: Group; shown: Shown }) {
  if (startsAt === null) return <span class="late">{unknownText(shown)}</span>
  const [first] = sessions
  return (
    <>
      <ClockTime at={startsAt} clock={shown.clock} />
      {first && isAfterMidnight(first) && (
        <span class="late"> in the night to {shortDay(dayOf(startsAt))}</span>
      )}
    </>
  )
}

function HourHead({ hour: { startsAt, groups }, shown }: { hour: Hour; shown: Shown }) {
  const count = groups.reduce((sum, { sessions }) => sum + sessions.length, 0)
  return (
    <summary>
      {startsAt === null ? unknownText(shown) : <ClockTime at={startsAt} clock={shown.clock} />}{' '}
      <span class="count">{counted(count, 'session', 'sessions')}</span>
    </summary>
  )
}

type HoursProps = { hours: readonly Hour[]; current: Group | undefined; shown: Shown }

/** Ways into a long day, one for each hour, and to what is on. */
function Hours({ hours, current, shown }: HoursProps) {
  if (hours.length < 3) return null
  return (
    <nav class="hours" aria-label="Times">
      {current && (
        <a class="now" href={`#${anchorOf(current.startsAt)}`}>
          Now
        </a>
      )}
      {hours.map(
        ({ startsAt, groups }) =>
          startsAt && (
            <a
              href={`#${anchorOf(startsAt)}`}
              aria-current={groups.some((one) => one === current) ? 'time' : undefined}
            >
              <ClockTime at={startsAt} clock={shown.clock} />
            </a>
          ),
      )}
    </nav>
  )
}

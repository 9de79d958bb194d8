import { paths, type SchedulePart } from '#functions/paths.ts'
import type { Picks } from '#functions/sessions/picks.ts'
import {
  narrow,
  type Schedule,
  type ScheduleDay,
  type SessionSummary,
  usualLanguage,
} from '#functions/sessions/session.ts'
import type { Day } from '#functions/time/day.ts'
import { wallAt } from '#functions/time/wall-clock.ts'
import { stageOf } from '../components/event-words.ts'
import { ListHead, Tabs } from '../components/list-head.tsx'
import type { Reader } from '../components/reader.ts'
import { TrackForm } from '../components/track-button.tsx'
import { ChangesList } from './changes-list.tsx'
import { eventClock, ZoneNote, zoneData, zoneText } from './event-clock.tsx'
import { Narrowed, ScheduleFilters, ScheduleSearch } from './schedule-filters.tsx'
import { ScheduleGrid } from './schedule-grid.tsx'
import { ScheduleList, type Shown } from './schedule-list.tsx'
import { NothingFound, NothingHere } from './schedule-nothing.tsx'
import { ScheduleSwitches } from './schedule-switches.tsx'
import { dayOf, dayParam, longDay, longDayOfYear, shortDay } from './session-words.ts'

type Props = {
  schedule: Schedule
  part: SchedulePart
  /** Null for who is not signed in. */
  picks: Picks | null
  reader: Reader
}

/** Beyond this a day is long enough with one link for each session: names lead on from its own page. */
const MAX_SESSIONS_WITH_LINKED_NAMES = 100

/** The year goes without saying only while the event is to come. */
const titleOf = (day: Day, { schedule: { event }, reader }: Props) =>
  (event.endsOn < dayOf(wallAt(reader.now, event.zone)) ? longDayOfYear : longDay)(day)

/** One day of a programme, by time or as a grid of rooms. */
export function SchedulePage(props: Props) {
  const { schedule, part, picks, reader } = props
  const { event, day, days, changes } = schedule
  const sessions = choose(props)
  const title = day === null ? 'Schedule' : titleOf(day, props)
  return (
    <div class="wrap schedule" {...zoneData(event)}>
      <ListHead title={title} crumb={{ href: paths.event(event), name: event.name }}>
        <ZoneNote zone={event.zone} day={day ?? event.startsOn} />
      </ListHead>
      {days.length > 1 && <Tabs label="Days" tabs={days.map((one) => tabOf(one, props))} />}
      <div class="tools">
        {days.length > 0 && <ScheduleSearch event={event} part={part} />}
        <ScheduleFilters schedule={schedule} part={part} />
        <ScheduleSwitches event={event} here={{ ...part, day: dayParam(day) }} picks={picks} />
      </div>
      <Narrowed schedule={schedule} part={part} />
      {picks && <TrackForm here={reader.here} />}
      {sessions.length > 0 ? (
        <>
          <Programme sessions={sessions} {...props} />
          <div id={NOTHING_ID} hidden>
            <NothingFound schedule={schedule} part={part} />
          </div>
        </>
      ) : (
        <NothingHere schedule={schedule} part={part} />
      )}
      <More schedule={schedule} picks={picks} />
      {changes.length > 0 && (
        <details class="section changelog">
          <summary>What changed lately</summary>
          <ChangesList event={event} changes={changes} />
        </details>
      )}
    </div>
  )
}

/** What a script shows when none of the day has the words that are typed. */
const NOTHING_ID = 'nothing-found'

function choose({ schedule, part, picks }: Props): SessionSummary[] {
  const { room, track, language, q } = part
  const narrowed = narrow(schedule.sessions, { room, track, language, q })
  return part.picks && picks ? narrowed.filter(({ id }) => picks.has(id)) : narrowed
}

function tabOf({ day, count }: ScheduleDay, { schedule, part, picks }: Props) {
  const picked = [...(picks?.values() ?? [])].filter((one) => one === day).length
  return {
    href: paths.schedule(schedule.event, { ...part, day: dayParam(day) }),
    name: day === null ? 'Day not known' : shortDay(day),
    count: part.picks && picks ? picked : count,
    current: day === schedule.day,
  }
}

function Programme({ sessions, ...props }: Props & { sessions: readonly SessionSummary[] }) {
  const { schedule, part, picks, reader } = props
  const { event, day } = schedule
  const shown: Shown = {
    ...{ event, sessions, picks },
    isOff: stageOf(event, reader.now) === 'off',
    nowAt: wallAt(reader.now, event.zone),
    clock: eventClock(event.zone),
    usualLanguage: usualLanguage(schedule.sessions),
    linkNames: schedule.sessions.length <= MAX_SESSIONS_WITH_LINKED_NAMES,
  }
  if (part.view !== 'grid') return <ScheduleList {...shown} />
  const on = day === null ? '' : ` on ${longDay(day)}`
  const zone = zoneText({ zone: event.zone, day: day ?? event.startsOn })
  return <ScheduleGrid shown={shown} caption={`${event.name}${on} by time and room, ${zone}`} />
}

function More({ schedule: { event, sessions }, picks }: Pick<Props, 'schedule' | 'picks'>) {
  // Without a day or a time there is nothing that a calendar could show.
  const isDated = event.datePrecision === 'day' || sessions.some(({ startsAt }) => startsAt)
  return (
    <p class="also">
      <a href={paths.eventSpeakers(event)}>Speakers</a>
      {isDated && picks && picks.size > 0 && (
        <a href={paths.picksFile(event)}>My picks in your calendar</a>
      )}
      {isDated && <a href={paths.scheduleFile(event, 'ics')}>In your calendar (iCalendar)</a>}
      <a href={paths.scheduleFile(event, 'xml')}>As frab XML</a>
      <a href={paths.scheduleFile(event, 'json')}>As JSON</a>
    </p>
  )
}

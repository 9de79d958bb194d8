import { paths } from '#functions/paths.ts'
import type { Picks } from '#functions/sessions/picks.ts'
import {
  groupByStart,
  isAfterMidnight,
  isOn,
  type Schedule,
  type SessionSummary,
} from '#functions/sessions/session.ts'
import type { WallTime } from '#functions/time/wall-clock.ts'
import { languageName } from '../components/language-name.ts'
import { TrackButton } from '../components/track-button.tsx'
import { ClockTime, type EventClock } from './event-clock.tsx'
import { SessionTitle } from './session-title.tsx'
import {
  dayOf,
  lengthText,
  levelNames,
  minutesOf,
  sessionKindNames,
  shortDay,
} from './session-words.ts'
import { trackableSession } from './trackable-session.ts'

export type Shown = {
  readonly event: Schedule['event']
  readonly sessions: readonly SessionSummary[]
  /** What the event's own clock shows now. */
  readonly nowAt: WallTime
  readonly clock: EventClock
  /** Null for who is not signed in. */
  readonly picks: Picks | null
  /** What most are in, which goes without saying. */
  readonly usualLanguage: string | null
  readonly linkNames: boolean
}

type Group = ReturnType<typeof groupByStart<SessionSummary>>[number]

/** The programme by time: a heading for each start, and what starts then. */
export function ScheduleList(shown: Shown) {
  const groups = groupByStart(shown.sessions)
  const next = groups.find(({ startsAt }) => startsAt !== null && startsAt > shown.nowAt)
  return (
    <>
      <Hours groups={groups} shown={shown} />
      {groups.map((group) => (
        <section class="slot">
          <h2 id={anchorOf(group.startsAt)}>
            <Start
              group={group}
              clock={shown.clock}
              isOver={shown.event.endsOn < dayOf(shown.nowAt)}
            />
            {group === next && isNear(group, shown) && <span class="soon">Next</span>}
          </h2>
          <ul class="plain">{group.sessions.map((session) => Item(session, shown))}</ul>
        </section>
      ))}
    </>
  )
}

const anchorOf = (startsAt: WallTime | null) =>
  startsAt === null ? 't' : `t${startsAt.slice(5, 16).replaceAll(/\D/g, '')}`

/** On the day itself: weeks ahead, the first session is no more "next" than the others. */
const isNear = ({ startsAt }: Group, { nowAt }: Shown) =>
  startsAt !== null && dayOf(startsAt) === dayOf(nowAt)

type StartProps = { group: Group; clock: EventClock; isOver: boolean }

function Start({ group: { startsAt, sessions }, clock, isOver }: StartProps) {
  if (startsAt === null) return isOver ? 'Time not recorded' : 'Time to be announced'
  const [first] = sessions
  return (
    <>
      <ClockTime at={startsAt} clock={clock} />
      {first && isAfterMidnight(first) && (
        <span class="late"> in the night to {shortDay(dayOf(startsAt))}</span>
      )}
    </>
  )
}

/** Ways into a long day, one for each hour, and to what is on. */
function Hours({ groups, shown }: { groups: readonly Group[]; shown: Shown }) {
  const firsts = groups.filter(
    ({ startsAt }, index) =>
      startsAt !== null && startsAt.slice(0, 13) !== groups[index - 1]?.startsAt?.slice(0, 13),
  )
  if (firsts.length < 3) return null
  const current = groups.findLast(({ sessions }) =>
    sessions.some((session) => isOn(session, shown.nowAt)),
  )
  return (
    <nav class="hours" aria-label="Times">
      {current && (
        <a class="now" href={`#${anchorOf(current.startsAt)}`}>
          Now
        </a>
      )}
      {firsts.map(({ startsAt }) => (
        <a href={`#${anchorOf(startsAt)}`}>
          {startsAt && <ClockTime at={startsAt} clock={shown.clock} />}
        </a>
      ))}
    </nav>
  )
}

function Item(session: SessionSummary, shown: Shown) {
  const { slug, withdrawn, kind } = session
  const on = isOn(session, shown.nowAt)
  const state = [kind === 'break' && 'pause', withdrawn && 'off', on && 'on'].filter(Boolean)
  return (
    <li id={`s-${slug}`} class={state.join(' ') || undefined}>
      <div class="talk">
        <SessionTitle event={shown.event} session={session} on={on} />
        <Names session={session} linked={shown.linkNames} />
        <Facts session={session} shown={shown} />
      </div>
      {shown.picks && kind !== 'break' && (
        <TrackButton of={trackableSession(shown.event, session)} on={shown.picks.has(session.id)} />
      )}
    </li>
  )
}

/** Who is billed, in billed order. */
export function Names({
  session: { credits },
  linked,
}: {
  session: SessionSummary
  linked: boolean
}) {
  if (credits.length === 0) return null
  return (
    <p class="by">
      {credits.map(({ name, handle }, index) => (
        <>
          {index > 0 && ', '}
          {linked && handle ? <a href={paths.person(handle)}>{name}</a> : <bdi>{name}</bdi>}
        </>
      ))}
    </p>
  )
}

/** Where, how long and what sort. */
function Facts({ session, shown }: { session: SessionSummary; shown: Shown }) {
  const { room, track, kind, language, level, notRecorded } = session
  const minutes = minutesOf(session)
  const words = [
    room,
    track !== room && track,
    sessionKindNames[kind],
    language && language !== shown.usualLanguage && kind !== 'break' && languageName(language),
    level && levelNames[level],
    notRecorded && 'Not recorded',
  ].filter(Boolean)
  if (minutes === null && words.length === 0) return null
  return (
    <p class="in">
      {minutes !== null && <time datetime={`PT${minutes}M`}>{lengthText(minutes)}</time>}
      {words.map((word) => (
        <>
          {' · '}
          <bdi>{word}</bdi>
        </>
      ))}
    </p>
  )
}

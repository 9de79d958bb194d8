import { paths, type SchedulePart } from '#functions/paths.ts'
import type { Schedule } from '#functions/sessions/session.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { dayParam, longDay } from './session-words.ts'

type Props = { schedule: Schedule; part: SchedulePart }

/** Why there is no session to show. */
export function NothingHere({ schedule, part }: Props) {
  const { event, days, sessions } = schedule
  if (days.length === 0)
    return (
      <EmptyState links={<a href={paths.event(event)}>Back to the event</a>}>
        The programme of <bdi>{event.name}</bdi> is not known here yet.
      </EmptyState>
    )
  if (part.picks && sessions.length > 0)
    return (
      <EmptyState links={<Onward schedule={schedule} part={part} />}>
        You track nothing on this day yet. Press Track on a session and it is kept here.
      </EmptyState>
    )
  return <NothingFound schedule={schedule} part={part} />
}

/** Nothing on this day is what was asked for. Whether another day has it, one page does not know. */
export const NothingFound = (props: Props) => (
  <EmptyState links={<Onward {...props} />}>
    Nothing on this day is like that
    {props.schedule.days.length > 1 && '; another day may have it'}.
  </EmptyState>
)

/** The other days, narrowed the same: a script puts in what is typed (workers/public/js/find-session.ts). */
const Onward = ({ schedule: { event, day, days }, part }: Props) => (
  <>
    {days
      .filter((other) => other.day !== day)
      .map((other) => (
        <a href={paths.schedule(event, { ...part, day: dayParam(other.day) })} data-words>
          {other.day === null ? 'Look at what has no day yet' : `Look on ${longDay(other.day)}`}
        </a>
      ))}
    <a href={paths.schedule(event, { day: part.day, view: part.view })}>All sessions of this day</a>
  </>
)

import type { AttendanceRole } from '#db/schema/index.ts'
import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { isOver } from '../components/event-words.ts'
import { Icon } from '../components/icon.tsx'

type Props = { event: EventSummary; role: AttendanceRole | null; now: Date }

/** What swaps in when a mark changes, and where one comes back to without scripts. */
export const MARKED_ID = 'event-marked'

const said: Record<AttendanceRole, string> = {
  attending: 'You are on the list.',
  tracking: 'It waits on your dashboard.',
}

/** Under the date: what a press has done, and the way into one's own calendar. Empty once there is neither. */
export function EventMarked({ event, role, now }: Props) {
  const open = !isOver(event, now) && event.status !== 'cancelled'
  const mark = open ? role : null
  return (
    <p id={MARKED_ID} class={mark ? `marked ${mark}` : 'marked'}>
      {mark && (
        <span>
          <Icon name={mark === 'attending' ? 'check' : 'eye'} /> {said[mark]}
        </span>
      )}
      {open && event.datePrecision === 'day' && (
        <a href={paths.eventFile(event)}>
          <Icon name="calendar" /> Add to your calendar
        </a>
      )}
    </p>
  )
}

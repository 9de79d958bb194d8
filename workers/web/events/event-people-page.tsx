import type { AttendanceRole } from '#db/schema/index.ts'
import type { EventPeople } from '#functions/attendances/event-people.ts'
import { paths } from '#functions/paths.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted, type Stage, stageOf } from '../components/event-words.ts'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { PeopleRow } from '../components/people-row.tsx'

type Props = { found: EventPeople; role: AttendanceRole; now: Date; onward: boolean }

const titles: Record<AttendanceRole, Record<Stage, string>> = {
  attending: { ahead: 'Who is going to', over: 'Who was at', off: 'Who had planned to go to' },
  tracking: { ahead: 'Who is tracking', over: 'Who tracked', off: 'Who tracked' },
}

/** "Who is going to FernConf 2026". */
export const peopleTitle = ({ event }: EventPeople, role: AttendanceRole, now: Date) =>
  `${titles[role][stageOf(event, now)]} ${event.name}`

/** Everybody who attends or tracks an event, page by page. */
export function EventPeoplePage({ found, role, now, onward }: Props) {
  const { event, people, next } = found
  const count = event[`${role}Count`]
  return (
    <div class="wrap">
      <ListHead
        title={peopleTitle(found, role, now)}
        crumb={{ href: paths.event(event), name: event.name }}
      >
        {count > 0 && <p class="quiet">{counted(count, 'person', 'people')}, the first on top.</p>}
      </ListHead>
      {people.length > 0 ? (
        <PeopleRow people={people} />
      ) : (
        <EmptyState links={<a href={paths.event(event)}>Back to the event</a>}>
          {onward ? 'Nobody is further on.' : 'Nobody has said so yet.'}
        </EmptyState>
      )}
      <Pager list={paths.eventPeople(event, role)} next={next} onward={onward} label="Further on" />
    </div>
  )
}

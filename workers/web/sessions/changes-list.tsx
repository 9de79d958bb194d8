import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { ScheduleChange } from '#functions/sessions/changes.ts'
import { instantText } from '#functions/time/format-dates.ts'
import { changeText } from './session-words.ts'

type Props = { event: EventSummary; changes: readonly ScheduleChange[]; titled?: boolean }

/** What changed on a programme, newest first: "… moved to Room B, Sun 1 Feb 14:00". */
export const ChangesList = ({ event, changes, titled = true }: Props) => (
  <ul class="plain changes">
    {changes.map((change) => (
      <li>
        {titled && (
          <>
            <a href={paths.session(event, change.session.slug)} dir="auto">
              {change.session.title}
            </a>{' '}
          </>
        )}
        <bdi>{changeText(change, event.zone)}</bdi>{' '}
        <time class="quiet" datetime={change.createdAt.toISOString()}>
          {instantText(change.createdAt)}
        </time>
      </li>
    ))}
  </ul>
)

import type { Call } from '#functions/calls/call.ts'
import { closingOf, formatDeadline } from '#functions/calls/deadline.ts'

type Props = { call: Pick<Call, 'deadline' | 'deadlineZone' | 'deadlineIsDay'>; now: Date }

/** How long there is, in days of UTC, as all days of a page are; a script counts its reader's own. */
export function Closes({ call, now }: Props) {
  const closing = closingOf(call)
  if (!closing) return null
  const { day, deadline, isEverywhere } = closing
  return (
    <span
      data-closes={`${day} ${deadline.toISOString()}`}
      data-everywhere={isEverywhere ? '' : undefined}
    >
      {formatDeadline(call, now)}
    </span>
  )
}

import type { Call } from '#functions/calls/call.ts'
import { isOpen } from '#functions/calls/deadline.ts'
import type { EventSummary } from '#functions/events/event.ts'
import { CallItem } from './call-item.tsx'

type Props = {
  calls: readonly (Call & { readonly event?: EventSummary })[]
  /** Where there is more to see. */
  more: { readonly href: string; readonly name: string }
  now: Date
}

/** The open calls of an event, a series or a topic; nothing while there are none. */
export function CallsBox({ calls, more, now }: Props) {
  const open = calls.filter((call) => isOpen(call, now))
  if (open.length === 0) return null
  return (
    <section class="section calls-box">
      <div class="title">
        <h2>Open calls</h2>
        <a href={more.href}>{more.name}</a>
      </div>
      <ul class="plain calls">
        {open.map((call) => (
          <CallItem call={call} event={call.event} now={now} />
        ))}
      </ul>
    </section>
  )
}

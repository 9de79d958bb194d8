import type { Call } from '#functions/calls/call.ts'
import { isOpen } from '#functions/calls/deadline.ts'
import { deadlineText } from '#functions/calls/deadline-text.ts'
import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { instantText, shortDates } from '#functions/time/format-dates.ts'
import { Where } from '../components/event-card.tsx'
import { eventHue } from '../components/hue.ts'
import { Icon } from '../components/icon.tsx'
import { webUrl } from '../events/web-link.ts'
import { callName, travelWords } from './call-words.ts'
import { Closes } from './closes.tsx'

type Props = {
  call: Call
  /** Whose call it is, where the page does not say so already. */
  event?: EventSummary | undefined
  now: Date
}

/** One call: what for, until when, and where to answer it. */
export function CallItem({ call, event, now }: Props) {
  const open = isOpen(call, now)
  const travel = travelWords(call)
  return (
    <li class={`call${event ? ` ${eventHue(event)}` : ''}${open ? '' : ' closed'}`}>
      <h3 class="name">
        {event ? (
          <>
            <span class="kind">{callName(call)}</span>{' '}
            <a href={paths.event(event)} dir="auto">
              {event.name}
            </a>
          </>
        ) : (
          callName(call)
        )}
      </h3>
      {event && (
        <div class="whose">
          <span class="quiet">{shortDates(event)}</span>
          <Where event={event} />
        </div>
      )}
      <Deadline call={call} now={now} />
      {travel && (
        <p class="travel">
          <Icon name={call.paysTravel ? 'check' : 'cross'} /> {travel}
        </p>
      )}
      {call.note && (
        <p class="quiet" dir="auto">
          {call.note}
        </p>
      )}
      {open && <Answer call={call} event={event} />}
    </li>
  )
}

/** How long there is, and the deadline itself with the zone in which it was stated. */
function Deadline({ call, now }: Pick<Props, 'call' | 'now'>) {
  const { opensAt, deadline } = call
  if (opensAt !== null && opensAt > now)
    return (
      <p class="deadline">
        Opens <time datetime={opensAt.toISOString()}>{instantText(opensAt)}</time>
      </p>
    )
  if (deadline === null) return <p class="deadline quiet">No deadline is known.</p>
  return (
    <p class="deadline">
      <strong>
        <Closes call={call} now={now} />
      </strong>{' '}
      <time class="quiet" datetime={deadline.toISOString()}>
        {deadlineText(call)}
      </time>
    </p>
  )
}

function Answer({ call, event }: Pick<Props, 'call' | 'event'>) {
  const url = webUrl(call.url)
  if (!url) return null
  return (
    <p class="answer">
      <a class="button" href={url.href} rel="nofollow ugc noopener">
        Answer the call
        <span class="unseen">
          {' '}
          for {call.kind}
          {event && ` of ${event.name}`}
        </span>
        <Icon name="arrow" />
      </a>
    </p>
  )
}

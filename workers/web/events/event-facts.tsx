import { isOpen } from '#functions/calls/deadline.ts'
import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { instantText, longDates, utcOffset, zoneCity } from '#functions/time/format-dates.ts'
import { callName } from '../calls/call-words.ts'
import { Closes } from '../calls/closes.tsx'
import { Where } from '../components/event-card.tsx'
import { isOver } from '../components/event-words.ts'
import { Fact } from '../components/fact.tsx'
import { languageName } from '../components/language-name.ts'
import { EventVenues } from './event-venues.tsx'
import { handleLinks, shortUrl, webUrl } from './web-link.ts'

/** When it is, beside its name. */
export const EventDates = ({ event }: { event: EventDetail }) => (
  <dl class="facts">
    <Fact icon="calendar" name="When">
      <Dates event={event} />
    </Fact>
  </dl>
)

/** Where it is and how to learn more. */
export function EventFacts({ event, now }: { event: EventDetail; now: Date }) {
  const website = webUrl(event.website)
  const schedule = webUrl(event.scheduleUrl)
  const conduct = webUrl(event.codeOfConductUrl)
  return (
    <dl class="facts">
      <Fact icon="pin" name="Where">
        <EventVenues venues={event.venues} />
        <Where event={event} over={isOver(event, now)} />
      </Fact>
      {website && (
        <Fact icon="link" name="Website">
          <a href={website.href} rel="noopener">
            {shortUrl(website)}
          </a>
        </Fact>
      )}
      {schedule && (
        <Fact icon="list" name="Official schedule">
          <a href={schedule.href} rel="noopener">
            Official schedule
          </a>
        </Fact>
      )}
      {event.hashtag && (
        <Fact icon="hash" name="Hashtag">
          <bdi>#{event.hashtag}</bdi>
        </Fact>
      )}
      <Handles event={event} />
      {event.languages.length > 0 && (
        <Fact icon="speech" name="Languages">
          {event.languages.map(languageName).join(', ')}
        </Fact>
      )}
      <ClosedCall event={event} now={now} />
      {conduct && (
        <Fact icon="shield" name="Rules">
          <a href={conduct.href} rel="noopener">
            Code of conduct
          </a>
        </Fact>
      )}
    </dl>
  )
}

function Dates({ event }: { event: EventDetail }) {
  const { startsOn, endsOn, datePrecision, zone } = event
  return (
    <>
      {datePrecision === 'day' ? (
        <>
          <time class="dt-start" datetime={startsOn}>
            {longDates(event)}
          </time>
          <time class="dt-end" datetime={endsOn} />
        </>
      ) : (
        longDates(event)
      )}
      <span class="zone">
        {zoneCity(zone)} time ({utcOffset(zone, startsOn)})
      </span>
    </>
  )
}

/** The last one, while the event is to come and none is open: those that are have a box of their own. */
function ClosedCall({ event, now }: { event: EventDetail; now: Date }) {
  const last = event.calls.at(-1)
  if (!last || isOver(event, now) || event.calls.some((call) => isOpen(call, now))) return null
  const words =
    last.opensAt && last.opensAt > now ? (
      `Opens ${instantText(last.opensAt)}`
    ) : (
      <Closes call={last} now={now} />
    )
  return (
    <Fact icon="speech" name="Calls">
      <a href={paths.eventCalls(event)}>{callName(last)}</a> <span class="quiet">{words}</span>
    </Fact>
  )
}

function Handles({ event }: { event: EventDetail }) {
  const handles = handleLinks(event)
  if (handles.length === 0) return null
  return (
    <Fact icon="person" name="Accounts">
      {handles.map(({ network, text, href }, index) => (
        <>
          {index > 0 && ' · '}
          <span class="handle-link">
            {href ? (
              <a href={href} rel="noopener me">
                {text}
              </a>
            ) : (
              text
            )}{' '}
            <span class="quiet">on {network}</span>
          </span>
        </>
      ))}
    </Fact>
  )
}

import { paths } from '#functions/paths.ts'
import type { Appearance, GivenTalk } from '#functions/people/person.ts'
import { dayFormat } from '#functions/time/format-dates.ts'
import { isCalledOff, statusText } from '../components/event-words.ts'
import { Icon } from '../components/icon.tsx'
import { placeText } from '../components/place-name.tsx'
import { kindIcons } from '../coverage/kind-icons.ts'

/** What was, quietly: a year after the other, each thing once. */
export const PastList = ({ past }: { past: readonly Appearance[] }) => (
  <>
    {[...Map.groupBy(past, ({ event }) => event.startsOn.slice(0, 4))].map(
      ([year, appearances]) => (
        <section class="past-year">
          <h3>{year}</h3>
          <ul class="plain past">
            {appearances.map((one) => (
              <Past {...one} />
            ))}
          </ul>
        </section>
      ),
    )}
  </>
)

const dayAndMonth = dayFormat({ day: 'numeric', month: 'short' })
const monthOnly = dayFormat({ month: 'short' })

/** What is certain of the day, without the year. */
function dayText({ startsOn, datePrecision }: Appearance['event']): string {
  if (datePrecision === 'year') return ''
  return (datePrecision === 'month' ? monthOnly : dayAndMonth)(startsOn)
}

const Past = ({ event, talks }: Appearance) => (
  <li>
    <time class="quiet" datetime={event.startsOn}>
      {dayText(event)}
    </time>
    <div class="what">
      {talks.map((talk) => (
        <Talk event={event} talk={talk} />
      ))}
      <p class={talks.length > 0 ? 'quiet' : undefined}>
        <a href={paths.event(event)} dir="auto">
          {event.name}
        </a>
        {event.place && (
          <>
            {', '}
            <bdi>{placeText(event.place)}</bdi>
          </>
        )}
        {talks.length === 0 && <span class="quiet"> · was there</span>}
        {isCalledOff(event) && <strong> · {statusText(event)}</strong>}
      </p>
    </div>
  </li>
)

const kindWords = { video: 'Video', slides: 'Slides' } as const

const Talk = ({ event, talk }: { event: Appearance['event']; talk: GivenTalk }) => (
  <p class="talk-line">
    <a href={paths.session(event, talk.slug)} dir="auto">
      {talk.title}
    </a>
    {talk.kinds.map((kind) => (
      <span class="kind-mark">
        <Icon name={kindIcons[kind]} /> {kindWords[kind]}
      </span>
    ))}
  </p>
)

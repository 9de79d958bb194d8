import type { Edition, EditionSpeakers } from '#functions/events/editions.ts'
import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { shortDates } from '#functions/time/format-dates.ts'
import { counted, isCalledOff, isOver, statusText } from '../components/event-words.ts'
import { Icon } from '../components/icon.tsx'
import { PeopleRow } from '../components/people-row.tsx'
import { PlaceName } from '../components/place-name.tsx'

type Props = { event: EventDetail; now: Date }

const isNext = (edition: Edition, { event, now }: Props) =>
  edition.startsOn > event.startsOn && !isOver(edition, now)

/** Where a series went on from an edition that is over, and where it goes on next. */
export function LaterEditions(props: Props) {
  const later = props.event.editions.filter(({ startsOn }) => startsOn > props.event.startsOn)
  return (
    <>
      {later.toReversed().map((edition) => (
        <p class="next-edition">
          <span class="quiet">{isOver(edition, props.now) ? 'Followed by' : 'Next edition'}</span>
          <a href={paths.event(edition)} dir="auto">
            {edition.name} <Icon name="arrow" />
          </a>
          <Facts edition={edition} />
        </p>
      ))}
    </>
  )
}

/** The editions before it, and the one to come, each with when and where, and how much was on. */
export function EventEditions(props: Props) {
  const { editions, series } = props.event
  if (editions.length === 0) return null
  const earlier = editions.filter(({ startsOn }) => startsOn < props.event.startsOn)
  const next = editions.find((edition) => isNext(edition, props))
  const shown = isOver(props.event, props.now) || !next ? earlier : [next, ...earlier]
  if (shown.length === 0) return null
  return (
    <section class="section">
      <div class="title">
        <h2>{shown === earlier ? 'Earlier editions' : 'Other editions'}</h2>
        {series && <a href={paths.series(series.slug)}>All editions</a>}
      </div>
      <ul class="plain others">
        {shown.map((edition) => (
          <li>
            <a href={paths.event(edition)} dir="auto">
              {edition.name}
            </a>
            <Facts edition={edition} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** "21–24 Nov 2026 · Berlin, Germany · 48 talks", and whether it is off. */
const Facts = ({ edition }: { edition: Edition }) => (
  <span class="quiet facts-line">
    <span>{shortDates(edition)}</span>
    {isCalledOff(edition) && <span>{statusText(edition)}</span>}
    {edition.place && (
      <span>
        <PlaceName place={edition.place} linked={false} />
      </span>
    )}
    {edition.talkCount > 0 && <span>{counted(edition.talkCount, 'talk', 'talks')}</span>}
  </span>
)

/** Who spoke the last time, while nobody is on the programme of this one. */
export function LastSpeakers({ found }: { found: EditionSpeakers | null }) {
  if (!found || found.speakers.length === 0) return null
  return (
    <section class="section">
      <div class="title">
        <h2>
          Who spoke at <bdi>{found.name}</bdi>
        </h2>
        <a href={paths.eventSpeakers(found)}>All its speakers</a>
      </div>
      <PeopleRow people={found.speakers} />
    </section>
  )
}

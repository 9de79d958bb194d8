import { paths } from '#functions/paths.ts'
import type { Appearance, PersonPage as Profile } from '#functions/people/person.ts'
import { DateTile } from '../components/date-tile.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Moment, Where } from '../components/event-card.tsx'
import { grouped } from '../components/event-words.ts'
import { eventHue } from '../components/hue.ts'
import { Pager } from '../components/pager.tsx'
import { PastList } from './past-list.tsx'
import { PersonHead } from './person-head.tsx'

type Props = {
  profile: Profile
  /** Only what was in this year. */
  year: number | undefined
  onward: boolean
  now: Date
}

/** One person: what there is of them, then what is next, then what was. */
export function PersonPage({ profile, year, onward, now }: Props) {
  const { person, upcoming, past, next } = profile
  return (
    <article class="wrap">
      <PersonHead profile={profile} now={now} />
      {!onward && upcoming.length > 0 && (
        <section class="section">
          <h2>Next</h2>
          <ul class="plain appearances">
            {upcoming.map((one) => (
              <Upcoming {...one} now={now} />
            ))}
          </ul>
        </section>
      )}
      {past.length > 0 && (
        <section class="section">
          <h2>Past</h2>
          <PastList past={past} />
        </section>
      )}
      <Pager list={paths.person(person.handle, year)} next={next} onward={onward} label="Earlier" />
      <Years profile={profile} year={year} />
      <Nothing profile={profile} />
    </article>
  )
}

const Upcoming = ({ event, talks, now }: Appearance & { now: Date }) => (
  <li class={`appearance ${eventHue(event)}`}>
    <DateTile dates={event} />
    <div class="what">
      <h3 class="name">
        <a href={paths.event(event)} dir="auto">
          {event.name}
        </a>
      </h3>
      <Moment event={event} now={now} />
      <Where event={event} />
      <p class="quiet">{talks.length > 0 ? 'Speaks:' : 'Goes there'}</p>
      {talks.length > 0 && (
        <ul class="plain talks">
          {talks.map(({ slug, title }) => (
            <li>
              <a href={paths.session(event, slug)} dir="auto">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  </li>
)

/** Nothing where one event is all there is. */
function Years({ profile: { person, years }, year }: Pick<Props, 'profile' | 'year'>) {
  if (years.reduce((sum, { count }) => sum + count, 0) < 2) return null
  return (
    <nav class="section" aria-label="By year">
      <h2>By year</h2>
      <ul class="plain years">
        {year !== undefined && (
          <li>
            <a href={paths.person(person.handle)}>All years</a>
          </li>
        )}
        {years.map((some) => (
          <li>
            <a
              href={paths.person(person.handle, some.year)}
              aria-current={some.year === year ? 'page' : undefined}
            >
              {some.year}
            </a>{' '}
            <span class="quiet">{grouped(some.count)}</span>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Nothing({ profile: { person, years } }: Pick<Props, 'profile'>) {
  if (years.length > 0) return null
  return (
    <EmptyState links={<a href={paths.conferences()}>See what is coming up</a>}>
      <bdi>{person.name}</bdi> has not said where to find them yet.
    </EmptyState>
  )
}

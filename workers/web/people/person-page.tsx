import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type {
  PersonDetail,
  PersonPage as Profile,
  SpokenSession,
} from '#functions/people/person.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { DateTile } from '../components/date-tile.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Moment, Where } from '../components/event-card.tsx'
import { grouped } from '../components/event-words.ts'
import { Face } from '../components/face.tsx'
import { eventHue } from '../components/hue.ts'
import { Icon } from '../components/icon.tsx'
import { Pager } from '../components/pager.tsx'
import { TopicLinks } from '../components/topic-links.tsx'
import { CoverageSoFar } from '../coverage/kind-counts.tsx'
import { shortUrl, webUrl } from '../events/web-link.ts'
import { byEvent } from './by-event.ts'

type Props = {
  profile: Profile
  /** Only what was in this year. */
  year: number | undefined
  onward: boolean
  now: Date
}

/** One person: what they speak at, where they go, what it is about. */
export function PersonPage({ profile, year, onward, now }: Props) {
  const { person, topics } = profile
  return (
    <article class="wrap">
      <PersonHead person={person}>
        <TopicLinks topics={topics} />
      </PersonHead>
      {!onward && (
        <>
          <Section title="Speaking at" events={byEvent(profile.speakingNext)} now={now} />
          <Section title="Going to" events={profile.attending.map(alone)} now={now} />
        </>
      )}
      <Section title="Spoke at" events={byEvent(profile.spoken)} now={now} />
      <Pager
        list={paths.person(person.handle, year)}
        next={profile.next}
        onward={onward}
        label="Earlier"
      />
      {!onward && <CoverageSoFar counts={profile.coverageCounts} now={now} />}
      {!onward && <Section title="Went to" events={profile.attended.map(alone)} now={now} />}
      <Years profile={profile} year={year} />
      <Nothing profile={profile} />
    </article>
  )
}

const PersonHead = ({ person, children }: { person: PersonDetail; children: Child }) => {
  const website = webUrl(person.website)
  const photo = webUrl(person.photoUrl)
  return (
    <header class="person-head h-card">
      {photo ? (
        // From us: whoever hosts the picture need not learn who looks.
        <img class="photo u-photo" src={paths.personPicture(person.handle)} alt="" />
      ) : (
        <Face person={person} />
      )}
      <div class="text">
        <h1 class="p-name" dir="auto">
          {person.name}
        </h1>
        <p class="quiet">
          <a class="u-url u-uid handle" href={paths.person(person.handle)}>
            @{person.handle}
          </a>
        </p>
        {person.bio && (
          <div class="bio p-note" dir="auto">
            {new Html(person.bio)}
          </div>
        )}
        {website && (
          <p class="site">
            <Icon name="link" />
            <a class="u-url" href={website.href} rel="nofollow ugc noopener">
              {shortUrl(website)}
            </a>
          </p>
        )}
        {children}
      </div>
    </header>
  )
}

type Entry = { readonly event: EventSummary; readonly sessions: readonly SpokenSession[] }
const alone = (event: EventSummary): Entry => ({ event, sessions: [] })

function Section({ title, events, now }: { title: string; events: readonly Entry[]; now: Date }) {
  if (events.length === 0) return null
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="plain appearances">
        {events.map((entry) => (
          <Appearance {...entry} now={now} />
        ))}
      </ul>
    </section>
  )
}

const Appearance = ({ event, sessions, now }: Entry & { now: Date }) => (
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
      {sessions.length > 0 && (
        <ul class="plain talks">
          {sessions.map(({ slug, title }) => (
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

function Years({ profile: { person, years }, year }: Pick<Props, 'profile' | 'year'>) {
  if (years.length === 0) return null
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

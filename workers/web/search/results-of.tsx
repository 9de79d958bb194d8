import type { DocumentKind } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import type { FoundPerson, FoundSeries, FoundSession, Results } from '#functions/search/result.ts'
import { monthAndYear } from '#functions/time/format-dates.ts'
import { EventGrid } from '../components/event-list.tsx'
import { counted } from '../components/event-words.ts'
import { hueClass } from '../components/hue.ts'
import { CityNames, TopicNames } from '../components/name-lists.tsx'
import { PersonItem } from '../components/person-item.tsx'
import type { Reader } from '../components/reader.ts'

type Props = { kind: DocumentKind; results: Results; reader: Reader }

/** The results of one kind, as that kind is listed elsewhere. */
export function ResultsOf({ kind, results, reader }: Props) {
  switch (kind) {
    case 'event':
      return <EventGrid events={results.event} reader={reader} />
    case 'session':
      return <Sessions sessions={results.session} />
    case 'person':
      return <People people={results.person} />
    case 'series':
      return <Series series={results.series} />
    case 'topic':
      return <TopicNames topics={results.topic} />
    case 'place':
      return <CityNames places={results.place} />
  }
}

const Sessions = ({ sessions }: { sessions: readonly FoundSession[] }) => (
  <ul class="plain found">
    {sessions.map(({ slug, title, day, credits, event }) => (
      <li>
        <a class="name" href={paths.session(event, slug)} dir="auto">
          {title}
        </a>
        <p class="quiet">
          {credits.map(({ name }) => (
            <>
              <bdi>{name}</bdi>
              {' · '}
            </>
          ))}
          <a href={paths.event(event)} dir="auto">
            {event.name}
          </a>
          {' · '}
          <time datetime={day ?? event.startsOn}>{monthAndYear(day ?? event.startsOn)}</time>
        </p>
      </li>
    ))}
  </ul>
)

const People = ({ people }: { people: readonly FoundPerson[] }) => (
  <ul class="plain people speakers">
    {people.map((person) => (
      <PersonItem person={person}>
        {person.sessionCount > 0 && (
          <span class="quiet">{counted(person.sessionCount, 'session', 'sessions')}</span>
        )}
      </PersonItem>
    ))}
  </ul>
)

const Series = ({ series }: { series: readonly FoundSeries[] }) => (
  <ul class="plain names">
    {series.map(({ slug, name, editionCount }) => (
      <li>
        <a href={paths.series(slug)}>
          <span class={`dot ${hueClass(slug)}`} />
          <bdi>{name}</bdi>
        </a>
        <span class="count">{counted(editionCount, 'edition', 'editions')}</span>
      </li>
    ))}
  </ul>
)

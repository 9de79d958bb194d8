import { paths, type SpeakerFilter } from '#functions/paths.ts'
import type { SpeakerPage } from '#functions/people/person.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Face } from '../components/face.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { Choose, named, Options } from '../conferences/conference-filters.tsx'

type Choices = {
  readonly topics: readonly TopicWithCounts[]
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}
type Props = { filter: SpeakerFilter; choices: Choices; page: SpeakerPage; onward: boolean }

/** Everybody who is billed somewhere, by name. */
export const SpeakersPage = ({ filter, choices, page, onward }: Props) => (
  <div class="wrap">
    <ListHead title="Speakers">
      <p class="quiet">People on the programmes of conferences, by name.</p>
    </ListHead>
    <FilterForm filter={filter} choices={choices} />
    {page.speakers.length > 0 ? (
      <Speakers page={page} />
    ) : (
      <EmptyState
        links={
          <>
            <a href={paths.speakers()}>All speakers</a>
            <a href={paths.conferences()}>Conferences</a>
          </>
        }
      >
        Nobody we know of is on such a programme yet.
      </EmptyState>
    )}
    <Pager list={paths.speakers(filter)} next={page.next} onward={onward} label="Further on" />
  </div>
)

const Speakers = ({ page }: Pick<Props, 'page'>) => (
  <ul class="plain people speakers">
    {page.speakers.map((person) => (
      <li>
        <Face person={person} />
        <span class="who">
          <a href={paths.person(person.handle)} dir="auto">
            {person.name}
          </a>
          <span class="quiet">
            {person.sessionCount === 1
              ? '1 session'
              : `${person.sessionCount.toLocaleString('en')} sessions`}
          </span>
        </span>
      </li>
    ))}
  </ul>
)

function FilterForm({ filter, choices }: Pick<Props, 'filter' | 'choices'>) {
  const inCountry = choices.countries.some(({ slug }) => slug === filter.place)
  return (
    <form class="filters" method="get" action={paths.speakers()} aria-label="Speakers">
      <Choose name="topic" label="Topic" all="Any topic">
        <Options items={named(choices.topics, filter.topic)} chosen={filter.topic} />
      </Choose>
      <Choose name="place" label="Place" all="Anywhere">
        <optgroup label="Countries">
          <Options items={choices.countries} chosen={filter.place} />
        </optgroup>
        <optgroup label="Cities">
          <Options
            items={inCountry ? choices.cities : named(choices.cities, filter.place)}
            chosen={filter.place}
          />
        </optgroup>
      </Choose>
      <button class="button primary" type="submit">
        Show
      </button>
    </form>
  )
}

import { paths, type SpeakerFilter } from '#functions/paths.ts'
import type { SpeakerPage } from '#functions/people/person.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import { ChoosePlace, ChooseTopic, type ListChoices } from '../components/filter-fields.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { PersonItem } from '../components/person-item.tsx'

type Props = { filter: SpeakerFilter; choices: ListChoices; page: SpeakerPage; onward: boolean }

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
      <PersonItem person={person}>
        <span class="quiet">{counted(person.sessionCount, 'session', 'sessions')}</span>
      </PersonItem>
    ))}
  </ul>
)

function FilterForm({ filter, choices }: Pick<Props, 'filter' | 'choices'>) {
  return (
    <form class="filters" method="get" action={paths.speakers()} aria-label="Speakers">
      <ChooseTopic choices={choices} chosen={filter.topic} />
      <ChoosePlace choices={choices} chosen={filter.place} />
      <button class="button primary" type="submit">
        Show
      </button>
    </form>
  )
}

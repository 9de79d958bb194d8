import { paths, type SpeakerFilter } from '#functions/paths.ts'
import type { Speaker, SpeakerPage } from '#functions/people/person.ts'
import { BEHIND_LETTERS, beginsWith } from '#functions/people/sort-name.ts'
import { monthAndYear } from '#functions/time/format-dates.ts'
import { todayIn } from '#functions/time/today.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import {
  ChoosePlace,
  ChooseTopic,
  Filters,
  type ListChoices,
} from '../components/filter-fields.tsx'
import { LETTERS, Letters } from '../components/letters.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { PersonItem } from '../components/person-item.tsx'

type Props = {
  filter: SpeakerFilter
  choices: ListChoices
  page: SpeakerPage
  onward: boolean
  now: Date
}

/** Everybody who is billed somewhere: who speaks next and most, or by name. */
export const SpeakersPage = ({ filter, choices, page, onward, now }: Props) => (
  <div class="wrap">
    <ListHead title="Speakers">
      <p class="quiet">
        {filter.letter === undefined ? (
          'Those who are to speak come first, then those who have spoken most.'
        ) : (
          <>
            By name.{' '}
            <a href={paths.speakers({ ...filter, letter: undefined })}>Most active first</a>
          </>
        )}
      </p>
    </ListHead>
    <FilterForm filter={filter} choices={choices} />
    <ByLetter filter={filter} />
    {!onward && <NoneBegins filter={filter} first={page.speakers[0]} />}
    {page.speakers.length > 0 ? (
      <Speakers speakers={page.speakers} today={todayIn('UTC', now)} />
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

export const startOf = (letter: string) => (letter === 'other' ? BEHIND_LETTERS : letter)

/** Those behind it are listed all the same. */
function NoneBegins({
  filter: { letter },
  first,
}: Pick<Props, 'filter'> & { first: Speaker | undefined }) {
  if (letter === undefined || letter === 'other') return null
  if (first && beginsWith(first.name, letter)) return null
  return (
    <p>
      No name begins with {letter.slice(0, 1).toUpperCase() + letter.slice(1)}
      {first && ': these come next'}.
    </p>
  )
}

/** The alphabet, and behind a letter the one that comes next: anybody is a few presses away. */
function ByLetter({ filter }: Pick<Props, 'filter'>) {
  const { letter } = filter
  const first = letter === 'other' ? letter : letter?.slice(0, 1)
  const to = (one: string, name: string, chosen = first) => ({
    ...{ href: paths.speakers({ ...filter, letter: one }), name, current: one === chosen },
  })
  const capitals = LETTERS.map((one) => to(one, one.toUpperCase()))
  return (
    <>
      <Letters label="By first letter" letters={[...capitals, to('other', 'Other')]} />
      {first !== undefined && first !== 'other' && (
        <Letters
          label="By second letter"
          letters={LETTERS.map((one) => to(first + one, first.toUpperCase() + one, letter))}
        />
      )}
    </>
  )
}

const Speakers = ({ speakers, today }: { speakers: readonly Speaker[]; today: string }) => (
  <ul class="plain people speakers">
    {speakers.map((person) => (
      <PersonItem person={person}>
        <span class="quiet">
          {counted(person.sessionCount, 'session', 'sessions')}
          {speaksNext(person, today)}
        </span>
      </PersonItem>
    ))}
  </ul>
)

/** Of an event that has begun it is not known here on which of its days, nor how many it has. */
function speaksNext({ nextOn }: Speaker, today: string): string {
  if (nextOn === null) return ''
  return nextOn < today ? ' · at an event that is on now' : ` · next ${monthAndYear(nextOn)}`
}

function FilterForm({ filter, choices }: Pick<Props, 'filter' | 'choices'>) {
  return (
    <Filters label="Speakers" action={paths.speakers()}>
      {filter.letter && <input type="hidden" name="letter" value={filter.letter} />}
      <ChooseTopic choices={choices} chosen={filter.topic} />
      <ChoosePlace choices={choices} chosen={filter.place} />
    </Filters>
  )
}

import type { PersonSummary } from '#functions/people/person.ts'
import { grouped } from './event-words.ts'
import { PersonItem } from './person-item.tsx'

type Props = { people: readonly PersonSummary[]; total: number }

/** Faces and names, and how many more there are. */
export function PeopleRow({ people, total }: Props) {
  const more = total - people.length
  return (
    <ul class="plain people">
      {people.map((person) => (
        <PersonItem person={person}>
          {' '}
          <span class="handle">@{person.handle}</span>
        </PersonItem>
      ))}
      {more > 0 && <li class="more">and {grouped(more)} more</li>}
    </ul>
  )
}

import { paths } from '#functions/paths.ts'
import type { PersonSummary } from '#functions/people/person.ts'
import { grouped } from './event-words.ts'
import { Face } from './face.tsx'

type Props = { people: readonly PersonSummary[]; total: number }

/** Faces and names, and how many more there are. */
export function PeopleRow({ people, total }: Props) {
  const more = total - people.length
  return (
    <ul class="plain people">
      {people.map((person) => (
        <li>
          <Face person={person} />
          <span class="who">
            <a href={paths.person(person.handle)} dir="auto">
              {person.name}
            </a>{' '}
            <span class="handle">@{person.handle}</span>
          </span>
        </li>
      ))}
      {more > 0 && <li class="more">and {grouped(more)} more</li>}
    </ul>
  )
}

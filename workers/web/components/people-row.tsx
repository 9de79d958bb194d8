import type { PersonSummary } from '#functions/people/person.ts'
import { grouped } from './event-words.ts'
import { PersonItem } from './person-item.tsx'

type Props = {
  people: readonly PersonSummary[]
  /** How many there are, and where all of them are. */
  all?: { total: number; href: string }
}

/** Faces and names, and the way to those beyond. */
export function PeopleRow({ people, all }: Props) {
  const more = (all?.total ?? 0) - people.length
  return (
    <ul class="plain people">
      {people.map((person) => (
        <PersonItem person={person}>
          {' '}
          <span class="handle">@{person.handle}</span>
        </PersonItem>
      ))}
      {all && more > 0 && (
        <li class="more">
          <a href={all.href}>and {grouped(more)} more</a>
        </li>
      )}
    </ul>
  )
}

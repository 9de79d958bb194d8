import { fold } from '../../text/fold.ts'
import type { ParsedPerson, ParsedSession } from './parsed-programme.ts'

/**
 * Tells the id of a person where it stands for one person throughout the programme, and null
 * elsewhere. A merged programme counts its people once per planner, so that one number has many
 * names; and some number each appearance, so that one name has many numbers and none comes twice.
 * Either way none of its ids says who somebody is.
 */
export function trustedIds(
  sessions: readonly ParsedSession[],
): (person: ParsedPerson) => string | null {
  const people = sessions.flatMap((session) => session.people)
  const areKeysTrusted = haveOneName(people, (person) => person.key)
  const areIdsTrusted = haveOneName(people, (person) => person.id) && !numberAppearances(people)
  return ({ key, id }) => (areKeysTrusted && key) || (areIdsTrusted && id) || null
}

function haveOneName(
  people: readonly ParsedPerson[],
  idOf: (person: ParsedPerson) => string,
): boolean {
  const names = new Map<string, string>()
  return people.every((person) => {
    const [id, name] = [idOf(person), nameOf(person)]
    const known = names.get(id) ?? name
    if (id) names.set(id, known)
    return id === '' || known === name
  })
}

function numberAppearances(people: readonly ParsedPerson[]): boolean {
  const numbered = people.filter(({ id }) => id !== '')
  const hasRepeatedId = new Set(numbered.map(({ id }) => id)).size < numbered.length
  const hasRepeatedName = new Set(numbered.map(nameOf)).size < numbered.length
  return hasRepeatedName && !hasRepeatedId
}

const nameOf = ({ name }: ParsedPerson) => fold(name) || name

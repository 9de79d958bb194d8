import { fold } from '../fold.ts'
import type { ToldPerson, ToldSession } from './told-programme.ts'

/**
 * Tells the id of a person where it stands for one person throughout the programme, and null
 * elsewhere. A merged programme counts its people once per planner, so that one number has many
 * names; and some number each appearance, so that one name has many numbers and none comes twice.
 * Either way none of its ids says who somebody is.
 */
export function trustedIds(
  sessions: readonly ToldSession[],
): (person: ToldPerson) => string | null {
  const people = sessions.flatMap((session) => session.people)
  const areKeysTrusted = standForOne(people, (person) => person.key)
  const areIdsTrusted = standForOne(people, (person) => person.id)
  return ({ key, id }) => (areKeysTrusted && key) || (areIdsTrusted && id) || null
}

function standForOne(people: readonly ToldPerson[], idOf: (person: ToldPerson) => string): boolean {
  const names = new Map<string, string>()
  let appearances = 0
  for (const person of people) {
    const id = idOf(person)
    if (!id) continue
    const name = fold(person.name) || person.name
    if ((names.get(id) ?? name) !== name) return false
    names.set(id, name)
    appearances += 1
  }
  const hasRepeatedId = names.size < appearances
  const hasRepeatedName = new Set(names.values()).size < appearances
  return hasRepeatedId || !hasRepeatedName
}

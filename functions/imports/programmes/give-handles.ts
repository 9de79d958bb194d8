import { inArray } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { people, personRedirects } from '#db/schema/index.ts'
import { HANDLE_MAX_LENGTH, handle } from '../../people/handle.ts'
import { slugify } from '../../text/fold.ts'
import type { PersonPlan } from './plan-people.ts'

/** More of one name than this go by a part of their id. */
const NUMBERED = 9

/** Handles that nobody has, or had, for new people: by name, and asked for in one trip. */
export async function giveHandles(db: Database, created: readonly PersonPlan[]) {
  if (created.length === 0) return []
  const wanted = created.map((person) => ({ person, choices: choicesOf(person) }))
  const all = [...new Set(wanted.flatMap(({ choices }) => choices))]
  const [current, former] = await db.batch([
    db.select({ handle: people.handle }).from(people).where(inArray(people.handle, all)),
    db
      .select({ handle: personRedirects.handle })
      .from(personRedirects)
      .where(inArray(personRedirects.handle, all)),
  ])
  const taken = new Set([...current, ...former].map((row) => row.handle))
  return wanted.map(({ person, choices }) => {
    // The last choice has so much of the id in it that it is free.
    const free = choices.find((choice) => !taken.has(choice)) ?? (choices.at(-1) as string)
    taken.add(free)
    return { ...person, handle: free }
  })
}

function choicesOf({ id, name }: PersonPlan): string[] {
  const tail = id.replaceAll('-', '').slice(-12)
  const base = shorten(slugify(name), HANDLE_MAX_LENGTH)
  if (!handle.safeParse(base).success) return [`speaker-${tail}`]
  const numbered = Array.from(
    { length: NUMBERED - 1 },
    (_, i) => `${shorten(base, HANDLE_MAX_LENGTH - 2)}-${i + 2}`,
  )
  return [base, ...numbered, `${shorten(base, HANDLE_MAX_LENGTH - 13)}-${tail}`]
}

const shorten = (slug: string, length: number) => slug.slice(0, length).replace(/-+$/, '')

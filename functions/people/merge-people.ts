import { eq } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { people, personRedirects } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { conflict, notFound } from '../errors.ts'
import { lockBoth, logMerge, type Merged } from '../merges/merge-log.ts'
import { moveTie } from '../merges/tie.ts'
import { announceMerge } from './announce-merge.ts'
import { personTies } from './person-ties.ts'

type Input = { gone: string; kept: string }

/**
 * Makes one person of two, by their handles: whatever is tied to `gone` is tied to `kept` from now
 * on, and the old address redirects. Names stay as billed. Where both are tied to the same event or
 * session, the tie of `kept` stands. `unmergePeople` takes it back. Throws `not_found`, and `conflict`
 * when both are the same or somebody signs in as `gone`.
 */
export async function mergePeople(deps: Stores, { gone, kept }: Input): Promise<Merged> {
  if (gone === kept) throw conflict('Those two are the same person already')
  const [goneId, keptId] = await Promise.all([findMergeable(deps, gone), findId(deps, kept)])
  const merged = { mergeId: newId(), goneId, keptId }
  const { write } = deps
  const messages = await announceMerge(deps, merged)
  await deps.commit(
    [
      lockBoth(write, 'people', merged),
      logMerge(write, {
        ...{ ...merged, noun: 'person', goneHandle: gone, table: 'people', ties: personTies },
      }),
      ...personTies.map((tie) => moveTie(write, tie, merged)),
      write.delete(people).where(eq(people.id, goneId)),
      write
        .insert(personRedirects)
        .values({ handle: gone, personId: keptId })
        .onConflictDoUpdate({ target: personRedirects.handle, set: { personId: keptId } }),
    ],
    { messages },
  )
  return merged
}

async function findPerson(deps: Stores, handle: string) {
  const [person] = await deps.write
    .select({ id: people.id, accountId: people.accountId })
    .from(people)
    .where(eq(people.handle, handle))
  if (!person) throw notFound(`The person @${handle}`)
  return person
}

const findId = async (deps: Stores, handle: string) => (await findPerson(deps, handle)).id

async function findMergeable(deps: Stores, handle: string): Promise<string> {
  const { id, accountId } = await findPerson(deps, handle)
  if (accountId !== null) throw conflict(`Somebody signs in as @${handle}: keep that one`)
  return id
}

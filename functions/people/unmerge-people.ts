import { eq } from 'drizzle-orm'
import { personRedirects } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Stores } from '../deps.ts'
import { conflict } from '../errors.ts'
import { findMerge, lockBoth, markUndone, restoreRow } from '../merges/merge-log.ts'
import { restoreTie } from '../merges/tie.ts'
import { announceMerge } from './announce-merge.ts'
import { personTies } from './person-ties.ts'

/**
 * Makes two people of one again, each with what was theirs before `mergePeople`. What came to the
 * kept person since stays with them. Throws `not_found` for a merge that is none or was taken back,
 * and `conflict` when a later merge has to be taken back first or somebody has taken the handle since.
 */
export async function unmergePeople(deps: Stores, mergeId: string): Promise<{ handle: string }> {
  const { write } = deps
  const merge = await findMerge(write, 'person', mergeId)
  const handle = merge.goneHandle
  const messages = await announceMerge(deps, merge)
  const statements = [
    lockBoth(write, 'people', merge),
    restoreRow(write, 'people', merge),
    write.delete(personRedirects).where(eq(personRedirects.handle, handle)),
    ...personTies.flatMap((tie) => restoreTie(write, mergeId, tie, merge)),
    markUndone(write, merge),
  ]
  await deps.commit(statements, { messages }).catch((error) => {
    if (violates(error, 'people_handle_key')) throw conflict(`@${handle} is somebody else`, error)
    throw error
  })
  return { handle }
}

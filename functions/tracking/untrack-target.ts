import { sql } from 'drizzle-orm'
import type { Actor, Deps } from '../deps.ts'
import { type Target, targetFailure } from './target.ts'

/**
 * Neither track nor attend something any longer, in one round trip. Doing it again changes nothing.
 * Throws `not_found`, and `sign_in_required` when the auth session has ended.
 */
export async function untrackTarget(
  deps: Deps,
  { actor, target }: { actor: Actor; target: Target },
): Promise<void> {
  const { personId } = actor
  // By itself too: a delete that looks at no row need not ask what it is about.
  const require = deps.write.execute(sql`select ${target.id}`)
  const remove = target.remove(deps.write, personId)
  const messages = target.announce(personId)
  await deps.commit([require, remove], { actor, messages }).catch(targetFailure(target))
}

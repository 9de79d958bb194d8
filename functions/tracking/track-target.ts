import type { AttendanceRole } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import { type Target, targetFailure } from './target.ts'

type Input = { actor: Actor; target: Target; role?: AttendanceRole }

/**
 * Track something, or attend it, in one round trip. Doing it again changes nothing but the role; of
 * two tabs that disagree the last one wins. Throws `not_found`, `conflict` of what
 * is off, and `sign_in_required` when the auth session has ended.
 */
export async function trackTarget(
  deps: Deps,
  { actor, target, role = 'tracking' }: Input,
): Promise<void> {
  const { personId } = actor
  const add = target.add(deps.write, { personId, role, createdAt: deps.now() })
  const messages = target.announce(personId)
  await deps.commit([add], { actor, messages }).catch(targetFailure(target))
}

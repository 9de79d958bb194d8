import type { Context } from 'hono'
import { eventTarget } from '#functions/attendances/event-target.ts'
import type { Actor } from '#functions/deps.ts'
import { DomainError, isOutage } from '#functions/errors.ts'
import { sessionTarget } from '#functions/sessions/session-target.ts'
import { trackTarget } from '#functions/tracking/track-target.ts'
import { pageOfWish, type Wish } from '#functions/tracking/wish.ts'
import type { AppEnv } from '../../app-env.ts'

/**
 * Attends or tracks what somebody wished for before they signed in; resolves to the page that shows it.
 * Null where that cannot be done, or not now: they are signed in all the same, and may press it
 * themselves. Only the press of a button that says so may lead here.
 */
export async function grantWish(
  c: Context<AppEnv>,
  { actor, wish }: { actor: Actor; wish: Wish },
): Promise<string | null> {
  const { ref, session, role } = wish
  const target =
    session === null
      ? eventTarget(ref, { keepsAttending: true })
      : sessionTarget({ ...ref, session })
  try {
    await trackTarget(c.var.deps, { actor, target, role })
    return pageOfWish(wish)
  } catch (error) {
    if (error instanceof DomainError || isOutage(error)) return null
    throw error
  }
}

import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { sessions } from '#db/schema/index.ts'
import type { EventSummary } from '../events/event.ts'
import { idOfEvent, selectEvent } from '../events/event-at.ts'
import { findMovedEvent } from '../events/queries.ts'
import type { EventRef } from '../paths.ts'
import { findMovedSession } from '../sessions/find-moved-session.ts'
import type { Wish } from './wish.ts'

/** A wish and what it is about. */
export type Wished = {
  /** With its address of today. */
  readonly wish: Wish
  readonly event: EventSummary
  /** What it is called: the event, or the session. */
  readonly name: string
}

/** No session is called so. */
const NO_SESSION = ''

export const wishedThing = pageQuery(
  'wished',
  { always: ['year', 'slug', 'session'] },
  (db, { session, ...ref }: Placeholders<EventRef & { session: string }>) => [
    selectEvent(db, ref),
    db
      .select({ title: sessions.title })
      .from(sessions)
      .where(
        and(
          eq(sessions.eventId, idOfEvent(db, ref)),
          eq(sessions.slug, session),
          isNull(sessions.withdrawnAt),
        ),
      ),
  ],
)

/**
 * Public. One trip, and two more where it has moved. What somebody wishes to attend or to track, or
 * null where there is no such thing any longer, as of a session that was withdrawn.
 */
export async function findWished(db: Database, wish: Wish): Promise<Wished | null> {
  const found = await findThere(db, wish)
  if (found) return found
  const moved = await findMoved(db, wish)
  return moved && findThere(db, moved)
}

async function findThere(db: Database, wish: Wish): Promise<Wished | null> {
  const { year, slug } = wish.ref
  const session = wish.session ?? NO_SESSION
  const [[event], [found]] = await wishedThing(db, { year, slug, session })
  if (!event) return null
  if (wish.session === null) return { wish, event, name: event.name }
  return found ? { wish, event, name: found.title } : null
}

async function findMoved(db: Database, wish: Wish): Promise<Wish | null> {
  if (wish.session === null) {
    const ref = await findMovedEvent(db, wish.ref)
    return ref && { ...wish, ref }
  }
  const moved = await findMovedSession(db, { ...wish.ref, session: wish.session })
  return moved && { ...wish, ref: { year: moved.year, slug: moved.slug }, session: moved.session }
}

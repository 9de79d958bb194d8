import { and, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventRedirects, events, sessionRedirects, sessions } from '#db/schema/index.ts'
import { isShown } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'

export type SessionRef = EventRef & { readonly session: string }

const at = { year: events.year, slug: events.slug, session: sessions.slug }

/**
 * Public. One trip. Where a session that had this address is now, or null: it got another slug when
 * its event was merged into one that had the same, or only its event has moved.
 */
export async function findMovedSession(
  db: Database,
  { year, slug, session }: SessionRef,
): Promise<SessionRef | null> {
  const [[renamed], [moved]] = await db.batch([
    db
      .select(at)
      .from(sessionRedirects)
      .innerJoin(sessions, eq(sessions.id, sessionRedirects.sessionId))
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(
        and(
          eq(sessionRedirects.year, year),
          eq(sessionRedirects.eventSlug, slug),
          eq(sessionRedirects.slug, session),
          isShown,
        ),
      ),
    db
      .select(at)
      .from(eventRedirects)
      .innerJoin(events, eq(events.id, eventRedirects.eventId))
      .innerJoin(sessions, and(eq(sessions.eventId, events.id), eq(sessions.slug, session)))
      .where(and(eq(eventRedirects.year, year), eq(eventRedirects.slug, slug), isShown)),
  ])
  return renamed ?? moved ?? null
}

import { and, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, sessions } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import { isShown } from '../events/event-columns.ts'
import type { SessionRef } from './find-moved-session.ts'

/** Public. The id of a session that people may see. Throws `not_found`. */
export async function getSessionId(
  db: Database,
  { year, slug, session: sessionSlug }: SessionRef,
): Promise<string> {
  const [session] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(events, eq(events.id, sessions.eventId))
    .where(and(isShown({ year, slug }), eq(sessions.slug, sessionSlug)))
  if (!session) throw notFound('This session')
  return session.id
}

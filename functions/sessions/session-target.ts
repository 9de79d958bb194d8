import { and, eq, sql } from 'drizzle-orm'
import { sessionTrackings } from '#db/schema/index.ts'
import type { Target } from '../tracking/target.ts'
import type { SessionRef } from './find-moved-session.ts'

/** A session of an event's programme, to track unless the event is off. Who does is shown to nobody, so nothing follows from it. */
export function sessionTarget({ year, slug, session }: SessionRef): Target {
  const id = sql<string>`require_session(${year}::int, ${slug}, ${session})`
  const openAt = (at: Date) =>
    sql<string>`require_open_session(${year}::int, ${slug}, ${session}, ${at.toISOString()}::timestamptz)`
  return {
    name: 'This session',
    taken: 'track its sessions',
    id,
    missing: ['events_shown', 'sessions_shown', 'session_trackings_session_id_sessions_id_fk'],
    add: (db, { personId, createdAt }) =>
      db
        .insert(sessionTrackings)
        .values({ sessionId: openAt(createdAt), personId, createdAt })
        .onConflictDoNothing(),
    remove: (db, personId) =>
      db
        .delete(sessionTrackings)
        .where(and(eq(sessionTrackings.sessionId, id), eq(sessionTrackings.personId, personId))),
    announce: () => [],
  }
}

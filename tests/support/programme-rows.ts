import { asc, eq } from 'drizzle-orm'
import { credits, scheduleChanges, sessions } from '#db/schema/index.ts'
import { db } from './database.ts'

export const sessionsOf = (eventId: string) =>
  db.select().from(sessions).where(eq(sessions.eventId, eventId)).orderBy(asc(sessions.id))

/** The event's one session. */
export const only = async (eventId: string) => {
  const [session, ...others] = await sessionsOf(eventId)
  if (!session || others.length > 0) throw new Error('There is not just one session')
  return session
}

export const creditsOf = (sessionId: string) =>
  db.select().from(credits).where(eq(credits.sessionId, sessionId)).orderBy(asc(credits.position))

export const changesOf = (eventId: string) =>
  db
    .select({
      kind: scheduleChanges.kind,
      before: scheduleChanges.before,
      after: scheduleChanges.after,
    })
    .from(scheduleChanges)
    .where(eq(scheduleChanges.eventId, eventId))
    .orderBy(asc(scheduleChanges.id))

import { eq, type Placeholder } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { credits, people } from '#db/schema/index.ts'

/** What somebody is billed on: ids of sessions. Billed twice on one, they speak at it once. */
export const sessionsOf = (db: Database, handle: Placeholder) =>
  db
    .select({ id: credits.sessionId })
    .from(credits)
    .innerJoin(people, eq(people.id, credits.personId))
    .where(eq(people.handle, handle))

import { asc, eq, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventStaff, events, people } from '#db/schema/index.ts'

const STAFF_SHOWN = 60

/** The staff of the event that `where` tells, in its own order. */
export const selectStaffOf = (db: Database, where: SQL | undefined) =>
  db
    .select({ name: eventStaff.name, role: eventStaff.role, handle: people.handle })
    .from(eventStaff)
    .innerJoin(events, eq(events.id, eventStaff.eventId))
    .leftJoin(people, eq(people.id, eventStaff.personId))
    .where(where)
    .orderBy(asc(eventStaff.position))
    .limit(STAFF_SHOWN)

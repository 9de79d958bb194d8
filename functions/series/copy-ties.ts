import { inArray, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { eventStaff, events, eventTopics, eventVenues } from '#db/schema/index.ts'

/** Statements that tie events to the topics, venues and staff of another one. */
export function copyTies(db: Database, fromId: string, toIds: readonly string[]): Statement[] {
  const copies = inArray(events.id, [...toIds])
  return [
    db.execute(sql`insert into ${eventTopics} (event_id, topic_id, position)
      select ${events.id}, tie.topic_id, tie.position from ${eventTopics} as tie, ${events}
      where tie.event_id = ${fromId} and ${copies}`),
    db.execute(sql`insert into ${eventVenues} (event_id, venue_id, position)
      select ${events.id}, tie.venue_id, tie.position from ${eventVenues} as tie, ${events}
      where tie.event_id = ${fromId} and ${copies}`),
    db.execute(sql`insert into ${eventStaff} (event_id, position, name, role, person_id)
      select ${events.id}, tie.position, tie.name, tie.role, tie.person_id
      from ${eventStaff} as tie, ${events} where tie.event_id = ${fromId} and ${copies}`),
  ]
}

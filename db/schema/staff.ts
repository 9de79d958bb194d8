import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { belongsTo } from './columns.ts'
import { events } from './events.ts'
import { people } from './people.ts'

/** Somebody who makes an event happen, as named there. The person behind the name may be known, or not. */
export const eventStaff = pgTable(
  'event_staff',
  {
    eventId: belongsTo(() => events.id),
    position: smallint().notNull(),
    name: text().notNull(),
    /** What they do, in the event's own words: `Organiser`, `Programme committee`. */
    role: text().notNull(),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
  },
  (table) => [
    primaryKey({ name: 'event_staff_pkey', columns: [table.eventId, table.position] }),
    index('event_staff_person_id_idx').on(table.personId),
    check('event_staff_name_is_given', sql`btrim(${table.name}) <> ''`),
  ],
)

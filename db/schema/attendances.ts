import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, isOneOf } from './columns.ts'
import { events } from './events.ts'
import { people } from './people.ts'

export const attendanceRoles = ['attending', 'tracking'] as const
export type AttendanceRole = (typeof attendanceRoles)[number]

/** One person's tie to one event. The primary key makes attending twice the same as once. */
export const attendances = pgTable(
  'attendances',
  {
    eventId: belongsTo(() => events.id),
    personId: belongsTo(() => people.id),
    role: text({ enum: attendanceRoles }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ name: 'attendances_pkey', columns: [table.eventId, table.personId] }),
    index('attendances_person_id_idx').on(table.personId),
    index('attendances_event_id_role_idx')
      .on(table.eventId, table.role, table.createdAt, table.personId)
      .concurrently(),
    check('attendances_role_is_known', isOneOf(table.role, attendanceRoles)),
  ],
)

/**
 * How many people attend and track an event; no row while nobody ever has. Kept by triggers on
 * `attendances`, in the transaction that changes them, so that no list has to count a crowd.
 */
export const eventCounts = pgTable('event_counts', {
  eventId: uuid()
    .primaryKey()
    .references(() => events.id, { onDelete: 'cascade' }),
  attendingCount: integer().notNull(),
  trackingCount: integer().notNull(),
})

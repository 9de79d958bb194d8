import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { events } from './events.ts'

export const callKinds = ['speakers', 'papers', 'workshops', 'volunteers', 'sponsors'] as const

/**
 * An event asks people to take part. The deadline is an instant, with the zone that it was stated in;
 * a day without a time lasts until that day has ended everywhere on earth.
 */
export const calls = pgTable(
  'calls',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    kind: text({ enum: callKinds }).notNull(),
    url: text().notNull(),
    opensAt: instant(),
    /** The first moment at which it is too late; null for a call without one. */
    deadline: instant(),
    /** IANA, or `Etc/GMT+12` for anywhere on earth. */
    deadlineZone: text().notNull().default('Etc/GMT+12'),
    /** Only a day was stated. */
    deadlineIsDay: boolean().notNull().default(false),
    /** Whether they pay for travel; null when they do not say. */
    paysTravel: boolean(),
    note: text(),
    source: text(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('calls_event_id_kind_url_key').on(table.eventId, table.kind, table.url),
    index('calls_deadline_idx').on(table.deadline, table.id),
    check('calls_kind_is_known', isOneOf(table.kind, callKinds)),
    check('calls_url_is_on_the_web', sql`${table.url} ~ '^https?://'`),
  ],
)

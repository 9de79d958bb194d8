import { sql } from 'drizzle-orm'
import {
  check,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'
import { events } from './events.ts'
import { sessions } from './sessions.ts'

/** A schedule on the web that is read again and again, until its event is over. */
export const scheduleSubscriptions = pgTable(
  'schedule_subscriptions',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    url: text().notNull(),
    etag: text(),
    lastModified: text(),
    fetchedAt: timestamp({ withTimezone: true }),
    changedAt: timestamp({ withTimezone: true }),
    nextAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    failures: smallint().notNull().default(0),
    /** Why the last try failed, for people; null when it did not. */
    lastError: text(),
  },
  (table) => [
    unique('schedule_subscriptions_event_id_key').on(table.eventId),
    index('schedule_subscriptions_next_at_idx').on(table.nextAt),
    check('schedule_subscriptions_url_is_on_the_web', sql`${table.url} ~ '^https?://'`),
  ],
)

export const changeKinds = ['added', 'withdrawn', 'restored', 'moved', 'renamed', 'recast'] as const

/**
 * What changed on a programme after it was first known, newest id last. `before` and `after` hold
 * what the kind is about: day, times and room of what moved, the title of what was renamed, the
 * names of what was recast.
 */
export const scheduleChanges = pgTable(
  'schedule_changes',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text({ enum: changeKinds }).notNull(),
    before: jsonb(),
    after: jsonb(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('schedule_changes_event_id_idx').on(table.eventId, table.id),
    index('schedule_changes_session_id_idx').on(table.sessionId),
    check(
      'schedule_changes_kind_is_known',
      sql`${table.kind} in ('added', 'withdrawn', 'restored', 'moved', 'renamed', 'recast')`,
    ),
  ],
)

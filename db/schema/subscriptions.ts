import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { events } from './events.ts'
import { sessions } from './sessions.ts'

/** A schedule on the web that is read again and again, until its event is over. */
export const scheduleSubscriptions = pgTable(
  'schedule_subscriptions',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    url: text().notNull(),
    etag: text(),
    lastModified: text(),
    fetchedAt: instant(),
    changedAt: instant(),
    nextAt: instant().notNull().defaultNow(),
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
    id: id(),
    eventId: belongsTo(() => events.id),
    sessionId: belongsTo(() => sessions.id),
    kind: text({ enum: changeKinds }).notNull(),
    before: jsonb(),
    after: jsonb(),
    createdAt: createdAt(),
  },
  (table) => [
    index('schedule_changes_event_id_idx').on(table.eventId, table.id),
    index('schedule_changes_session_id_idx').on(table.sessionId),
    check('schedule_changes_kind_is_known', isOneOf(table.kind, changeKinds)),
  ],
)

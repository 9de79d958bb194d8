import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { events } from './events.ts'
import { people } from './people.ts'

export const sessionKinds = [
  'talk',
  'keynote',
  'workshop',
  'panel',
  'lightning',
  'meetup',
  'break',
  'other',
] as const
export const sessionLevels = ['beginner', 'intermediate', 'advanced'] as const
export const creditRoles = ['speaker', 'moderator', 'host'] as const

/** A room or stage of one event. */
export const rooms = pgTable(
  'rooms',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    name: text().notNull(),
    /** The order in which the programme shows them. */
    position: smallint().notNull().default(0),
  },
  (table) => [
    unique('rooms_event_id_name_key').on(table.eventId, table.name),
    check('rooms_name_is_given', sql`btrim(${table.name}) <> ''`),
  ],
)

/**
 * A talk slot of an event's programme: a talk, a workshop, a break. Times are those on the wall clock
 * of the event's zone. `day` is the conference day it belongs to, which after midnight is still the
 * day before. What is withdrawn stays, marked.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    eventId: belongsTo(() => events.id),
    slug: text().notNull(),
    title: text().notNull(),
    subtitle: text(),
    /** Sanitised HTML. */
    abstract: text(),
    kind: text({ enum: sessionKinds }).notNull().default('talk'),
    day: date(),
    startsAt: timestamp({ withTimezone: false, mode: 'string' }),
    endsAt: timestamp({ withTimezone: false, mode: 'string' }),
    roomId: uuid().references(() => rooms.id, { onDelete: 'set null' }),
    track: text(),
    /** BCP 47. */
    language: text(),
    level: text({ enum: sessionLevels }),
    notRecorded: boolean().notNull().default(false),
    url: text(),
    withdrawnAt: instant(),
    /** Columns that a person has edited, which no import writes again. */
    editedColumns: text().array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique('sessions_event_id_slug_key').on(table.eventId, table.slug),
    index('sessions_event_id_starts_at_idx').on(table.eventId, table.startsAt, table.id),
    index('sessions_room_id_idx').on(table.roomId),
    check('sessions_title_is_given', sql`btrim(${table.title}) <> ''`),
    check('sessions_slug_is_spelt_right', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9])*$'`),
    check('sessions_ends_after_starts', sql`${table.endsAt} >= ${table.startsAt}`),
    check(
      'sessions_times_come_together',
      sql`(${table.startsAt} is null) = (${table.endsAt} is null)`,
    ),
    check('sessions_kind_is_known', isOneOf(table.kind, sessionKinds)),
    check('sessions_level_is_known', isOneOf(table.level, sessionLevels)),
  ],
)

/** A name as billed on a session, in billed order. The person behind it may be known, or not. */
export const credits = pgTable(
  'credits',
  {
    sessionId: belongsTo(() => sessions.id),
    position: smallint().notNull(),
    name: text().notNull(),
    role: text({ enum: creditRoles }).notNull().default('speaker'),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
  },
  (table) => [
    primaryKey({ name: 'credits_pkey', columns: [table.sessionId, table.position] }),
    index('credits_person_id_idx').on(table.personId),
    check('credits_name_is_given', sql`btrim(${table.name}) <> ''`),
    check('credits_role_is_known', isOneOf(table.role, creditRoles)),
  ],
)

/** What another source calls one of our sessions (`schedule:<event id>` and its guid, say). */
export const sessionExternalIds = pgTable(
  'session_external_ids',
  {
    source: text().notNull(),
    externalId: text().notNull(),
    sessionId: belongsTo(() => sessions.id),
  },
  (table) => [
    primaryKey({
      name: 'session_external_ids_pkey',
      columns: [table.source, table.externalId],
    }),
    index('session_external_ids_session_id_idx').on(table.sessionId),
  ],
)

/** A session that a person wants to see. */
export const sessionTrackings = pgTable(
  'session_trackings',
  {
    sessionId: belongsTo(() => sessions.id),
    personId: belongsTo(() => people.id),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ name: 'session_trackings_pkey', columns: [table.sessionId, table.personId] }),
    index('session_trackings_person_id_idx').on(table.personId),
  ],
)

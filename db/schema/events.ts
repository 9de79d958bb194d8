import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { places } from './places.ts'
import { series } from './series.ts'

export const eventKinds = ['conference', 'meetup', 'workshop', 'hackathon', 'retreat'] as const
export const datePrecisions = ['day', 'month', 'year'] as const
export const eventStatuses = [
  'scheduled',
  'tentative',
  'postponed',
  'rescheduled',
  'moved_online',
  'cancelled',
] as const
export const visibilities = ['public', 'unlisted', 'hidden'] as const
export const attendanceModes = ['in_person', 'online', 'hybrid'] as const

/**
 * One edition of a conference. Dates are inclusive days on the wall calendar of `zone`. What is
 * certain about the dates, whether it takes place and who may see it are three different columns.
 */
export const events = pgTable(
  'events',
  {
    id: id(),
    seriesId: uuid().references(() => series.id, { onDelete: 'set null' }),
    year: smallint().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    tagline: text(),
    /** Sanitised HTML. */
    description: text(),
    kind: text({ enum: eventKinds }).notNull().default('conference'),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    /** With `month` or `year`, the days span the whole period and only that much is shown. */
    datePrecision: text({ enum: datePrecisions }).notNull().default('day'),
    /** IANA time zone. */
    zone: text().notNull(),
    status: text({ enum: eventStatuses }).notNull().default('scheduled'),
    visibility: text({ enum: visibilities }).notNull().default('public'),
    attendanceMode: text({ enum: attendanceModes }).notNull().default('in_person'),
    /** A city, or nothing for an event that is only online or not placed yet. */
    placeId: uuid().references(() => places.id),
    /** The country of that city. The database fills it in, whatever is written. */
    countryId: uuid().references(() => places.id),
    website: text(),
    /** Where the organisers themselves show the programme. */
    scheduleUrl: text(),
    /** When a conference day ends: minutes after midnight, so that a party at one belongs to the day before. */
    dayChangeMinutes: smallint().notNull().default(0),
    codeOfConductUrl: text(),
    /** BCP 47 tags, such as `en` or `pt-BR`. */
    languages: text().array().notNull().default(sql`'{}'`),
    /** Without `#`. Posts that carry it are ingested. */
    hashtag: text(),
    /** Handles without the leading `@`. */
    xHandle: text(),
    mastodonHandle: text(),
    blueskyHandle: text(),
    /** Columns that a person has edited, which no import writes again. */
    editedColumns: text().array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique('events_year_slug_key').on(table.year, table.slug),
    index('events_starts_on_idx').on(table.startsOn, table.id),
    index('events_ends_on_idx').on(table.endsOn, table.id),
    index('events_days_idx')
      .using('gist', sql`daterange(${table.startsOn}, ${table.endsOn}, '[]')`)
      .concurrently(),
    index('events_place_id_idx').on(table.placeId, table.startsOn, table.id),
    index('events_country_id_idx').on(table.countryId, table.startsOn, table.id).concurrently(),
    index('events_series_id_idx').on(table.seriesId, table.startsOn),
    index('events_online_idx')
      .on(table.startsOn, table.id)
      .where(sql`${table.attendanceMode} <> 'in_person'`),
    index('events_unlisted_idx')
      .on(table.id)
      .where(sql`${table.visibility} <> 'public'`)
      .concurrently(),
    index('events_hashtag_idx').on(table.endsOn).where(sql`${table.hashtag} is not null`),
    check('events_name_is_given', sql`btrim(${table.name}) <> ''`),
    check('events_ends_on_after_starts_on', sql`${table.endsOn} >= ${table.startsOn}`),
    check(
      'events_year_is_start_year',
      sql`${table.year} = extract(year from ${table.startsOn})::int`,
    ),
    check('events_slug_is_spelt_right', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9])*$'`),
    check('events_kind_is_known', isOneOf(table.kind, eventKinds)),
    check('events_date_precision_is_known', isOneOf(table.datePrecision, datePrecisions)),
    check('events_status_is_known', isOneOf(table.status, eventStatuses)),
    check('events_visibility_is_known', isOneOf(table.visibility, visibilities)),
    check('events_attendance_mode_is_known', isOneOf(table.attendanceMode, attendanceModes)),
  ],
)

/** An address that an event used to have: `/{year}/{slug}/` redirects to where it is now. */
export const eventRedirects = pgTable(
  'event_redirects',
  {
    year: smallint().notNull(),
    slug: text().notNull(),
    eventId: belongsTo(() => events.id),
  },
  (table) => [
    primaryKey({ name: 'event_redirects_pkey', columns: [table.year, table.slug] }),
    index('event_redirects_event_id_idx').on(table.eventId),
  ],
)

/** What another source calls one of our events. Importers match on it, never on a name alone. */
export const externalIds = pgTable(
  'external_ids',
  {
    source: text().notNull(),
    externalId: text().notNull(),
    eventId: belongsTo(() => events.id),
    /** When the source last told of it, give or take a day; null where nobody wrote that down. */
    readAt: instant().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'external_ids_pkey', columns: [table.source, table.externalId] }),
    index('external_ids_event_id_idx').on(table.eventId),
  ],
)

import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant, isOneOf } from './columns.ts'
import { coverage } from './coverage.ts'
import { people } from './people.ts'

export const reportReasons = [
  'misplaced',
  'broken',
  'spam',
  'offensive',
  'rights',
  'other',
] as const

/** What somebody finds wrong with something that is shown here, until staff has seen to it. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    coverageId: belongsTo(() => coverage.id),
    reason: text({ enum: reportReasons }).notNull(),
    /** One line in their own words. */
    note: text(),
    /** Null for a visitor. */
    reporterId: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    closedAt: instant(),
  },
  (table) => [
    index('reports_coverage_id_idx').on(table.coverageId),
    index('reports_reporter_id_idx').on(table.reporterId),
    index('reports_open_idx').on(table.createdAt, table.id).where(sql`${table.closedAt} is null`),
    check('reports_reason_is_known', isOneOf(table.reason, reportReasons)),
    check('reports_note_is_short', sql`char_length(${table.note}) <= 1000`),
  ],
)

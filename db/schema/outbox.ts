import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'

/** A message for a job, written in the same batch as the change that it announces. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    job: text().notNull(),
    payload: jsonb().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('outbox_unsent_idx').on(table.createdAt).where(sql`${table.sentAt} is null`),
    index('outbox_job_created_at_idx').on(table.job, table.createdAt),
  ],
)

/** A message that a job has settled, written in the same batch as the job's own writes. */
export const jobRuns = pgTable(
  'job_runs',
  {
    messageId: uuid().notNull(),
    job: text().notNull(),
    finishedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'job_runs_pkey', columns: [table.messageId, table.job] }),
    index('job_runs_finished_at_idx').on(table.finishedAt),
  ],
)

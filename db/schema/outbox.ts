import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'

/** A message for a job, written in the same batch as the change that it announces. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    job: text().notNull(),
    payload: jsonb().notNull(),
    createdAt: createdAt(),
    sentAt: instant(),
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
    finishedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'job_runs_pkey', columns: [table.messageId, table.job] }),
    index('job_runs_finished_at_idx').on(table.finishedAt),
  ],
)

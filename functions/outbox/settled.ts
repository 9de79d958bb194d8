import { sql } from 'drizzle-orm'
import { jobRuns, outbox } from '#db/schema/index.ts'

/** Whether a row of the outbox was settled: its job has run. */
export const isSettled = sql`exists (
  select from ${jobRuns} where ${jobRuns.messageId} = ${outbox.id} and ${jobRuns.job} = ${outbox.job}
)`

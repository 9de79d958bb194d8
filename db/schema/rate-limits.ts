import { index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/**
 * How often somebody has done something in the window that is under way, which began when they first
 * did. Only `take_rate_limit` writes here, within the transaction that it counts.
 */
export const rateLimits = pgTable(
  'rate_limits',
  {
    /** What is done and by whom, such as `write:<account>`. Addresses are hashed. */
    subject: text().primaryKey(),
    taken: integer().notNull(),
    endsAt: instant().notNull(),
  },
  (table) => [index('rate_limits_ends_at_idx').on(table.endsAt)],
)

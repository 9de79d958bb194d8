import { sql } from 'drizzle-orm'
import { sessions } from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'

/** A session that there is something to hear at: neither a break nor withdrawn. */
export const takesPlace = staticSql(
  sql`${sessions.kind} <> 'break' and ${sessions.withdrawnAt} is null`,
)

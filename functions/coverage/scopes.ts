import { type Column, type SQL, sql } from 'drizzle-orm'

/** What `coverage_counts` counts: everything that is listed, and everything about one topic. */
export const SITE_SCOPE = 'site'
export const topicScope = (topicId: Column | SQL): SQL => sql`'topic:' || ${topicId}::text`

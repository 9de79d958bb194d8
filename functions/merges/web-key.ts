import { type SQL, sql } from 'drizzle-orm'

/**
 * SQL: host and path of a web address, the same for all its spellings that lead to the same page as a
 * rule: with and without `www.`, http or https, a slash at the end, a query. Null for none.
 */
export const webKey = (url: SQL): SQL =>
  sql`nullif(rtrim(regexp_replace(lower(regexp_replace(${url}, '[?#].*$', '')), '^https?://(www\\.)?', ''), '/'), '')`

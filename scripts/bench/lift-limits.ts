/**
 * SQL. A load is put on by a few accounts in the place of many: these ($1, a list of ids) may write as
 * often as they like for a day. What they write is counted all the same.
 */
export const LIFT_WRITE_LIMIT = `
  insert into rate_limits (subject, taken, ends_at)
  select 'write:' || account_id, -1000000, now() + interval '1 day'
  from unnest($1::uuid[]) as given (account_id)`

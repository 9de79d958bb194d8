import { sql } from 'drizzle-orm'
import { db } from '../../support/database.ts'

/** Made again from the others each minute. */
export const derived = [
  'coverage_counts',
  'event_counts',
  'month_counts',
  'place_counts',
  'search_changes',
  'search_documents',
  'speakers',
  'topic_counts',
  'topic_years',
]

/** The log itself, and what waits for jobs. */
const left = ['merges', 'outbox', 'job_runs', ...derived]

/** Every row of the database that says any of these words, as text, sorted, by table. */
export async function everyRow(words: readonly string[]): Promise<Record<string, string[]>> {
  const { rows: tables } = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const all: Record<string, string[]> = {}
  for (const { name } of tables.filter((table) => !left.includes(table.name))) {
    const { rows } = await db.execute<{ row: string }>(
      sql`select to_jsonb(it)::text as row from ${sql.identifier(name)} as it order by 1`,
    )
    all[name] = rows.map(({ row }) => row).filter((row) => words.some((word) => row.includes(word)))
  }
  return all
}

/** Columns that refer to this table, as `table.column`. */
export async function referrersOf(table: string): Promise<string[]> {
  const { rows } = await db.execute<{ at: string }>(sql`
    select conrelid::regclass::text || '.' || attname as at from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where contype = 'f' and confrelid = ${table}::regclass order by 1`)
  return rows.map(({ at }) => at)
}

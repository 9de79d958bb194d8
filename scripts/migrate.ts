import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { PgDialect } from 'drizzle-orm/pg-core'
import { Client } from 'pg'
import { countStatements } from '#functions/events/count-events.ts'
import { listPageFunctions } from '#functions/page-queries.ts'
import { commandLine } from './command-line.ts'
import { keepPageFunctions } from './migrate/page-functions.ts'
import { Problem } from './stack/problem.ts'
import { readStackFile } from './stack/stack-file.ts'

const MIGRATIONS = join(import.meta.dirname, '../db/migrations')
/** A statement that waits longer for a lock would hold up every page behind it. */
const LOCK_TIMEOUT = '5s'
/** Any number of our own: two migrations at once wait for each other. */
const ADVISORY_LOCK = 7_402_119

/** The table of drizzle's own migrator, so that either can go on where the other stopped. */
const RECORD = `
  create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint
  )`

type Migration = ReturnType<typeof readMigrationFiles>[number]

/**
 * Applies the migrations that this database has not had, in order, and returns how many. Each is one
 * transaction, except one with a `CONCURRENTLY` in it, which Postgres takes only outside of any. Then
 * makes the functions that this version's pages call, and counts events for them.
 */
export async function migrate(databaseUrl: string, folder = MIGRATIONS): Promise<number> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await takeTurn(client)
    await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`)
    // The site may be read-only for this very migration, and its database with it.
    await client.query('set default_transaction_read_only = off')
    await client.query('set client_min_messages = warning')
    await client.query(RECORD)
    const last = 'select max(created_at) as at from drizzle.__drizzle_migrations'
    const { rows } = await client.query<{ at: string | null }>(last)
    const doneUntil = Number(rows[0]?.at ?? 0)
    const migrations = readMigrationFiles({ migrationsFolder: folder })
    const waiting = migrations.filter(({ folderMillis }) => folderMillis > doneUntil)
    for (const migration of waiting) await apply(client, migration)
    const ask = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows
    await keepPageFunctions(ask, listPageFunctions())
    if (waiting.length > 0) await count(client)
    return waiting.length
  } finally {
    // The connection's end gives the lock back.
    await client.end()
  }
}

/** A table of counts that a migration made is filled before a page reads it, not with the next minute. */
async function count(client: Client) {
  const dialect = new PgDialect({ casing: 'snake_case' })
  for (const statement of countStatements(new Date())) {
    const { sql, params } = dialect.sqlToQuery(statement)
    await client.query(sql, params)
  }
}

/** Asks again and again: whoever waited inside a statement would hold up a `CONCURRENTLY` for ever. */
async function takeTurn(client: Client) {
  for (;;) {
    const sql = `select pg_try_advisory_lock(${ADVISORY_LOCK}) as mine`
    if ((await client.query<{ mine: boolean }>(sql)).rows[0]?.mine) return
    await sleep(100)
  }
}

async function apply(client: Client, { sql, hash, folderMillis }: Migration) {
  const inTransaction = !sql.some((statement) => /\bconcurrently\b/i.test(statement))
  const record = 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)'
  try {
    if (inTransaction) await client.query('begin')
    for (const statement of sql) if (statement.trim()) await client.query(statement)
    await client.query(record, [hash, folderMillis])
    if (inTransaction) await client.query('commit')
  } catch (error) {
    if (inTransaction) await client.query('rollback').catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    const made = new Date(folderMillis).toISOString()
    throw new Problem(`The migration made at ${made} failed: ${reason}`, { cause: error })
  }
}

/** DATABASE_URL, or the database of the stack that runs here. */
function findDatabase(): string {
  const folder = process.env.HALLWAY_DATA ?? '.hallway'
  const url = process.env.DATABASE_URL ?? readStackFile(folder)?.settings.DATABASE_URL
  if (url) return url
  throw new Problem(
    `There is no database: set DATABASE_URL, or run npm start (no stack on ${folder})`,
  )
}

if (import.meta.main) {
  commandLine(
    'npm run migrate --',
    'Apply the migrations that the database has not had, and make the functions that pages call. DATABASE_URL is the database (default: that of the stack that npm start runs here).',
  ).parse()
  try {
    const count = await migrate(findDatabase())
    console.log(
      count === 0 ? 'Nothing to migrate' : `Applied ${count} migration${count > 1 ? 's' : ''}`,
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

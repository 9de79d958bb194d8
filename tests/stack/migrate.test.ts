import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { migrate } from '#scripts/migrate.ts'
import { seed } from '#scripts/seed.ts'
import { stackForTest, temporaryFolder } from './support.ts'

/** The real migrations and some more, each one file with these statements. */
function migrationsWith(more: readonly string[]): string {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync('db/migrations', folder, { recursive: true })
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  for (const [at, sql] of more.entries()) {
    const tag = `9${at}_more`
    writeFileSync(join(folder, `${tag}.sql`), sql)
    journal.entries.push({ idx: 90 + at, version: '7', when: 9e12 + at, tag, breakpoints: true })
  }
  writeFileSync(file, JSON.stringify(journal))
  return folder
}

test('each migration is applied once, an index concurrently too, and a failed one leaves nothing', async () => {
  const { databaseUrl } = await stackForTest({ bundle: null })
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  const has = async (name: string) =>
    (await client.query('select to_regclass($1) is not null as has', [name])).rows[0]?.has
  expect(await migrate(databaseUrl)).toBe(0)

  const index = 'create index concurrently more_idx on series (name);'
  expect(await migrate(databaseUrl, migrationsWith([index]))).toBe(1)
  expect(await migrate(databaseUrl, migrationsWith([index]))).toBe(0)
  expect(await has('more_idx')).toBe(true)

  const broken = 'create table half ();\n--> statement-breakpoint\nselect 1 / 0;'
  await expect(migrate(databaseUrl, migrationsWith([index, broken]))).rejects.toThrow(
    'division by zero',
  )
  expect(await has('half')).toBe(false)
  const both = [
    index,
    'create table whole ();',
    'create index concurrently more2_idx on series (slug, name);',
  ]
  expect(await Promise.all([1, 2].map(() => migrate(databaseUrl, migrationsWith(both))))).toContain(
    0,
  )
  expect(await has('whole')).toBe(true)
})

test('counts that pages read are made with the migration, not by the first minute’s cron', async () => {
  const { databaseUrl, settings } = await stackForTest({ bundle: null })
  connectNeon({ fetch, endpoint: settings.NEON_SQL_ENDPOINT })
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  await seed(createDatabase({ url: databaseUrl }), { now: new Date() })
  const tables = ['month_counts', 'topic_counts', 'topic_years', 'place_counts']
  const countAll = async () => {
    const sizes = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
    return (await client.query(`select ${sizes.join(', ')}`)).rows[0]
  }
  const counted = await countAll()
  expect(Math.min(...tables.map((table) => counted[table]))).toBeGreaterThan(0)
  await client.query(`truncate ${tables.join(', ')}`)

  expect(await migrate(databaseUrl, migrationsWith(['select 1;']))).toBe(1)
  expect(await countAll()).toEqual(counted)
})

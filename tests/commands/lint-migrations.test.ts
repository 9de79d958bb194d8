import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'hallway-migrations-'))

function lint(sql?: string) {
  const file = join(folder, 'migration.sql')
  if (sql !== undefined) writeFileSync(file, sql)
  const args = ['scripts/lint-migrations.ts', ...(sql === undefined ? [] : [file])]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stdout }
}

test('every migration that we have is safe', () => {
  expect(lint()).toMatchObject({ status: 0 })
})

test.each([
  [
    'an index that blocks writers',
    'create index "x" on "events" ("name");',
    'require-concurrent-index-creation',
  ],
  [
    'a column that is read by the version before',
    'alter table "events" drop column "tagline";',
    'ban-drop-column',
  ],
  [
    'a rewrite of the table',
    'alter table "events" alter column "year" type bigint;',
    'changing-column-type',
  ],
  [
    'a default that is worked out for every row',
    'alter table "events" add column "x" uuid default gen_random_uuid();',
    'adding-field-with-default',
  ],
  [
    'a column that the version before does not fill',
    'alter table "events" add column "x" text not null;',
    'adding-required-field',
  ],
  [
    'a name that the version before uses',
    'alter table "events" rename column "name" to "title";',
    'renaming-column',
  ],
  [
    'a check of every row under a lock',
    'alter table "events" add constraint "x" check (year > 3);',
    'constraint-missing-not-valid',
  ],
  [
    'a concurrent index that shares its file',
    'alter table "events" add column "x" text;\ncreate index concurrently if not exists "y" on "events" ("x");',
    'ban-concurrent-index-creation-in-transaction',
  ],
])('refuses %s', (_, sql, rule) => {
  const { status, stdout } = lint(sql)

  expect(status).toBe(1)
  expect(stdout).toContain(rule)
})

test.each([
  [
    'a concurrent index alone in its file',
    'create index concurrently if not exists "x" on "events" ("name");',
  ],
  ['a new column that may be empty', 'alter table "events" add column "x" text;'],
  [
    'a new table with its indexes and keys, as drizzle writes it',
    `CREATE TABLE "foo" ("id" uuid PRIMARY KEY NOT NULL, "event_id" uuid NOT NULL);--> statement-breakpoint
ALTER TABLE "foo" ADD CONSTRAINT "foo_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade;--> statement-breakpoint
CREATE INDEX "foo_idx" ON "foo" USING btree ("event_id");`,
  ],
  [
    'what is said to be meant',
    `-- squawk-ignore ban-drop-column\nalter table "events" drop column "tagline";`,
  ],
])('allows %s', (_, sql) => {
  expect(lint(sql)).toMatchObject({ status: 0 })
})

test('a file that is not there is not a safe file', () => {
  const { status } = spawnSync(process.execPath, ['scripts/lint-migrations.ts', 'no-such.sql'])

  expect(status).not.toBe(0)
})

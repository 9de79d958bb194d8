import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { postgresForTest } from './support.ts'

const PASSWORD = 'a-test-password'

/** A migrated database with the role of the runbook: a connection of its owner, and one of the role. */
async function connectBoth() {
  const { primary } = await postgresForTest()
  const connect = async (url: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    onTestFinished(() => client.end())
    return client
  }
  const owner = await connect(primary.url)
  await owner.query(`create role hallway_worker login password '${PASSWORD}'`)
  await owner.query(readFileSync('db/worker-role.sql', 'utf8'))
  const url = new URL(primary.url)
  Object.assign(url, { username: 'hallway_worker', password: PASSWORD })
  return { owner, worker: await connect(url.href) }
}

test('the Worker’s role reads and writes the rows of every table, and of those to come', async () => {
  const { owner, worker } = await connectBoth()
  await owner.query('create table made_later (id serial primary key, name text)')

  const { rows } = await worker.query<{ name: string; may: boolean }>(`
    select relname as name, case relkind
      when 'S' then has_sequence_privilege(oid, 'usage')
      else has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
        and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete') end as may
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S')`)
  const functions = await worker.query<{ name: string }>(`
    select proname as name from pg_proc where pronamespace = 'public'::regnamespace
      and (prosecdef or not has_function_privilege(oid, 'execute'))`)

  expect(rows.length).toBeGreaterThan(20)
  expect(rows.map(({ name }) => name)).toContain('made_later')
  expect(rows.filter(({ may }) => !may)).toEqual([])
  expect(functions.rows).toEqual([])
  await worker.query("insert into made_later (name) values ('x')")
  // The read-only switch with --database is the role's own setting.
  await worker.query('alter role current_user set default_transaction_read_only = on')
})

const beyond = [
  'create table public.mine (id int)',
  'alter table accounts add column secret text',
  'drop table accounts',
  'truncate accounts',
  'create function public.mine() returns int language sql return 1',
  'create role other',
  'alter role current_user superuser',
  "copy accounts to program 'cat'",
]

test('it may change no table, no role and no function, and reaches nothing outside', async () => {
  const { worker } = await connectBoth()

  for (const statement of beyond)
    await expect(worker.query(statement), statement).rejects.toThrow(
      /permission denied|must be owner/,
    )
})

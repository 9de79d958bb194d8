import { neon } from '@neondatabase/serverless'
import { expect, test } from 'vitest'
import { answerSql, ConnectError, type Runner } from '#scripts/stack/neon-protocol.ts'
// Points the driver at PGlite, behind the protocol code of the local stack's gateway.
import { DATABASE_URL as url } from '../support/database.ts'

const sql = neon(url, { fetchOptions: { route: { servers: [{ url, role: 'primary' }] } } })

test('every type that we store survives the trip, sent and received', async () => {
  const [row] =
    await sql`select ${true}::boolean as yes, ${7}::int as seven, ${['a "b"', 'c,d']}::text[]
    as list, ${{ a: [1] }}::jsonb as document, ${'2026-11-21'}::date as day, ${null}::text as nothing,
    ${'0191d2f0-0000-7000-8000-000000000000'}::uuid as id, 9007199254740993::bigint as big`

  expect(row).toEqual({
    yes: true,
    seven: 7,
    list: ['a "b"', 'c,d'],
    document: { a: [1] },
    day: expect.anything(),
    nothing: null,
    id: '0191d2f0-0000-7000-8000-000000000000',
    big: '9007199254740993',
  })
})

test('a refused statement carries Postgres’ code and constraint', async () => {
  const twice = sql`insert into series (id, slug, name) select gen_random_uuid(), 'neon-twice', 'x'
    from generate_series(1, 2)`

  await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'series_slug_key' })
})

test('a batch is one transaction: all of it or nothing', async () => {
  const insert = sql`insert into series (id, slug, name) values (gen_random_uuid(), 'neon-batch', 'x')`
  await expect(sql.transaction([insert, sql`select 1 / 0`])).rejects.toMatchObject({
    code: '22012',
  })
  expect(await sql`select 1 from series where slug = 'neon-batch'`).toEqual([])

  const [, told] = await sql.transaction([
    sql`insert into series (id, slug, name) values (gen_random_uuid(), 'neon-batch', 'x')`,
    sql`select count(*)::int as count from series where slug = 'neon-batch'`,
  ])
  expect(told).toEqual([{ count: 1 }])
})

test('a batch takes its isolation level and refuses to write when it is read-only', async () => {
  const [level] = await sql.transaction([sql`show transaction_isolation`], {
    isolationLevel: 'RepeatableRead',
  })
  expect(level).toEqual([{ transaction_isolation: 'repeatable read' }])

  const write = sql`insert into series (id, slug, name) values (gen_random_uuid(), 'neon-ro', 'x')`
  const refused = sql.transaction([write], { readOnly: true })
  await expect(refused).rejects.toMatchObject({ code: '25006' })
})

test('batches that are sent at once do not mix', async () => {
  const numbers = Array.from({ length: 10 }, (_, i) => i)
  const batches = numbers.map((n) => sql.transaction([sql`select ${n}::int as n`, sql`select 1`]))

  expect((await Promise.all(batches)).map(([rows]) => rows?.[0]?.n)).toEqual(numbers)
})

const oops = (error: Error): Runner => {
  return () => Promise.reject(error)
}
const answered = async (error: Error) => {
  const { status, body } = await answerSql('{"query":"select 1"}', {}, oops(error))
  return [status, (JSON.parse(String(body)) as { code: unknown }).code]
}

test('as at Neon, 500 means that no connection could be had, and 400 everything else', async () => {
  const shutDown = Object.assign(new Error('terminating connection'), { code: '57P01' })
  const starting = Object.assign(new Error('starting up'), { code: '57P03' })
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })

  expect(await answered(shutDown)).toEqual([400, '57P01'])
  expect(await answered(reset)).toEqual([400, ''])
  expect(await answered(new Error('Connection terminated unexpectedly'))).toEqual([400, ''])
  expect(await answered(new ConnectError('no', { cause: starting }))).toEqual([500, '57P03'])
  expect(await answered(new ConnectError('no', { cause: reset }))).toEqual([500, ''])
})

import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from '@upstash/redis'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readStackFile } from '#scripts/stack/stack-file.ts'
import { stackForTest, startTestStack, stopTestStack, temporaryFolder } from './support.ts'

const CRON = '* * * * *'

async function ask(url: string, sql: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await client.query(sql).finally(() => client.end())
}

test('two stacks run side by side and share nothing; each page and part answers', async () => {
  const [one, two] = await Promise.all([stackForTest(), stackForTest({ redis: 'in-process' })])

  for (const stack of [one, two]) {
    const health = await fetch(`${stack.origin}/healthz`)
    expect(await health.json()).toMatchObject({ ok: true })
    const home = await fetch(stack.origin)
    expect(home.status).toBe(200)
    const [style = ''] = /\/assets\/site\.\w+\.css/.exec(await home.text()) ?? []
    const { headers } = await fetch(stack.origin + style, { headers: { 'Accept-Encoding': 'br' } })
    expect(headers.get('content-encoding')).toBe('br')
    await stack.runCron(CRON)
  }
  const redisOf = ({ settings }: typeof one) =>
    new Redis({ url: settings.UPSTASH_REDIS_REST_URL, token: settings.UPSTASH_REDIS_REST_TOKEN })
  await redisOf(one).set('only', 'here')
  expect(await redisOf(two).get('only')).toBeNull()
  await ask(one.databaseUrl, 'create table only_here ()')
  await expect(ask(two.databaseUrl, 'select from only_here')).rejects.toThrow('does not exist')
  expect(one.settings.SESSION_SECRET).not.toBe(two.settings.SESSION_SECRET)
})

test('a second start keeps the data, the secrets and the signing keys', async () => {
  const dataDir = temporaryFolder()
  const first = await startTestStack({ dataDir })
  await ask(
    first.databaseUrl,
    `insert into series (id, slug, name) values (gen_random_uuid(), 'kept', 'Kept')`,
  )
  await fetch(`${first.urls.kv}/kept?urlencoded=true`, { method: 'PUT', body: 'yes' })
  await first.stop()
  expect(readStackFile(dataDir)).toBeNull()

  const second = await startTestStack({ dataDir, port: first.port })
  onTestFinished(() => stopTestStack(second))

  expect(second.origin).toBe(first.origin)
  for (const name of ['SESSION_SECRET', 'QSTASH_CURRENT_SIGNING_KEY', 'UPSTASH_REDIS_REST_TOKEN'])
    expect(second.settings[name]).toBe(first.settings[name])
  expect(
    (await ask(second.databaseUrl, `select name from series where slug = 'kept'`)).rows,
  ).toEqual([{ name: 'Kept' }])
  expect(await (await fetch(`${second.urls.kv}/kept`)).text()).toBe('yes')
})

test('secrets are readable by their owner only', async () => {
  const { dataDir, parts } = await stackForTest()

  const open = readdirSync(dataDir).filter((name) => {
    const file = statSync(join(dataDir, name))
    return file.isFile() && /json|capnp/.test(name) && (file.mode & 0o077) !== 0
  })
  expect(open).toEqual([])
  const stranger = new URL(parts.primary.url)
  stranger.password = 'guess'
  await expect(ask(stranger.href, 'select 1')).rejects.toThrow('password authentication failed')
})

test('the replica follows, survives crashes of both sides, and is made again when it is lost', async () => {
  const dataDir = temporaryFolder()
  const stack = await startTestStack({ dataDir, replicas: 2 })
  const count = async (url: string) =>
    (await ask(url, 'select count(*)::int as n from series')).rows[0]?.n
  const insert = () =>
    ask(
      stack.databaseUrl,
      `insert into series (id, slug, name) select id, id, 'x' from gen_random_uuid() id`,
    )
  const caughtUp = (n: number) =>
    vi.waitFor(async () => {
      for (const url of stack.replicaUrls) expect(await count(url)).toBe(n)
    }, 10_000)
  const { primary, replicas } = stack.parts

  await insert()
  await caughtUp(1)
  await primary.kill()
  await expect(insert()).rejects.toThrow()
  await primary.start()
  await insert()
  await caughtUp(2)
  await replicas[0]?.kill()
  await insert()
  await replicas[0]?.start()
  await caughtUp(3)
  await stack.stop()

  rmSync(replicas[1]?.dataDir ?? '', { recursive: true })
  const again = await startTestStack({ dataDir, replicas: 2 })
  onTestFinished(() => stopTestStack(again))
  for (const url of again.replicaUrls) expect(await count(url)).toBe(3)
})

test('the read-only error of a replica and a lost server look different to the driver', async () => {
  const stack = await stackForTest()
  const sql = (url: string, query: string) =>
    fetch(stack.settings.NEON_SQL_ENDPOINT ?? '', {
      method: 'POST',
      headers: { 'neon-connection-string': url, 'neon-array-mode': 'true' },
      body: JSON.stringify({ query, params: [] }),
    })

  const [replica = ''] = stack.replicaUrls
  const refused = await sql(replica, 'create table x ()')
  expect([refused.status, await refused.json()]).toMatchObject([400, { code: '25006' }])
  await stack.parts.primary.stop()
  expect((await sql(stack.databaseUrl, 'select 1')).status).toBe(500)
  expect((await sql(replica, 'select 1')).status).toBe(200)
})

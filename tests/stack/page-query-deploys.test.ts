import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listPageFunctions } from '#functions/page-queries.ts'
import { LIFT_WRITE_LIMIT } from '#scripts/bench/lift-limits.ts'
import { migrate } from '#scripts/migrate.ts'
import { freePort } from '#scripts/stack/ports.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { startWorker } from '#scripts/stack/worker.ts'
import { buildCheckout, makeCheckout } from './checkout.ts'
import { makeEvent, makeVisitor, query } from './people.ts'
import { startSteadyLoad } from './steady-load.ts'
import { stackForTest, temporaryFolder } from './support.ts'

const run = promisify(execFile)
const FORM = 'const FUNCTION_FORM = 1\n'

/** The next version, in which every page query has changed: its functions have other names. */
async function makeNextVersion(): Promise<string> {
  const folder = makeCheckout('page-queries')
  const file = join(folder, 'db/page-query.ts')
  const source = readFileSync(file, 'utf8')
  expect(source).toContain(FORM)
  writeFileSync(file, source.replace(FORM, 'const FUNCTION_FORM = 2\n'))
  await buildCheckout(folder)
  return folder
}

/** `npm run migrate`, as a deploy of that checkout runs it. */
const migrateCheckout = (cwd: string, DATABASE_URL: string) =>
  run(process.execPath, ['scripts/migrate.ts'], { cwd, env: { ...process.env, DATABASE_URL } })

/** That version's Worker beside the stack's own, on the same services. */
async function startBeside(stack: Stack, checkout: string) {
  const dataDir = temporaryFolder()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const worker = await startWorker({
    ...{ dataDir, log: join(dataDir, 'worker.log'), bundle: join(checkout, 'dist/worker'), port },
    ...{ kvPort: stack.parts.kv.port, assetsPort: stack.parts.assets.port, controlToken: 'beside' },
    settings: { ...stack.settings, ORIGIN: origin },
  })
  onTestFinished(() => worker.stop())
  return { origin, dataDir }
}

const missing = ({ dataDir }: { dataDir: string }) =>
  readFileSync(join(dataDir, 'worker.log'), 'utf8').match(/a page function is missing/g)?.length ??
  0

const own = new Set(listPageFunctions().map(({ name }) => name))
const all = own.size

/** How many functions of this version and of the next are there, and how many of each nobody calls any more. */
async function countFunctions(databaseUrl: string) {
  const rows = await query<{ name: string; retired: boolean }>(
    databaseUrl,
    `select proname as name, obj_description(oid, 'pg_proc') is not null as retired
     from pg_proc where pronamespace = 'page_queries'::regnamespace`,
  )
  const count = (isOwn: boolean) => {
    const mine = rows.filter(({ name }) => own.has(name) === isOwn)
    return [mine.length, mine.filter(({ retired }) => retired).length]
  }
  return { own: count(true), next: count(false) }
}

/** As if nobody had called those that are retired for two days. */
const RETIRED_LONG_AGO = `do $do$ declare one record; begin
  for one in select oid::regprocedure as name from pg_proc
    where pronamespace = 'page_queries'::regnamespace and obj_description(oid, 'pg_proc') is not null
  loop
    execute format('comment on function %s is %L', one.name, (now() - interval '49 hours')::text);
  end loop; end $do$`

const OTHER_PAGES = ['/', '/topics/', '/places/', '/series/', '/dashboard/']

/** Signed-in readers, who have every page made anew, and people who track, at each of these origins. */
function startLoads(origins: readonly string[], paths: readonly string[], cookies: string[]) {
  const loads = origins.map((origin) =>
    startSteadyLoad({ origin, paths, cookies, anonymousReaders: 1 }),
  )
  return {
    /** Until each has read for a while. */
    goOn: async () => {
      const headers = { cookie: cookies[0] ?? '' }
      for (const url of origins.flatMap((origin) => OTHER_PAGES.map((path) => origin + path)))
        expect((await fetch(url, { headers })).status, url).toBe(200)
      const before = loads.map(({ reads }) => reads.length)
      await vi.waitFor(() => {
        for (const [i, { reads }] of loads.entries())
          expect(reads.length).toBeGreaterThan((before[i] ?? 0) + 60)
      }, 20_000)
    },
    /** Resolves to the statuses that any read and any write was answered with. */
    stop: async () => {
      await Promise.all(loads.map((load) => load.stop()))
      const statuses = (kind: 'reads' | 'writes') => [
        ...new Set(loads.flatMap((load) => load[kind].map(({ status }) => status))),
      ]
      return { reads: statuses('reads'), writes: statuses('writes') }
    },
  }
}

async function makeMembers(stack: Stack): Promise<string[]> {
  const members = await Promise.all([makeVisitor(stack), makeVisitor(stack)])
  const ids = members.map(({ accountId }) => accountId)
  await query(stack.databaseUrl, LIFT_WRITE_LIMIT, [ids])
  return members.map(({ cookies }) => `__Host-session=${cookies.get('__Host-session')}`)
}

test('a deploy with other page queries, its rollback and its end fail no page, of either version', async () => {
  const stack = await stackForTest()
  const { databaseUrl } = stack
  const events = await Promise.all([makeEvent(stack), makeEvent(stack), makeEvent(stack)])
  const paths = events.map(({ path }) => path)
  const cookies = await makeMembers(stack)
  const alone = startLoads([stack.origin], paths, cookies)

  const checkout = await makeNextVersion()
  await migrateCheckout(checkout, databaseUrl)
  expect(await countFunctions(databaseUrl)).toEqual({ own: [all, all], next: [all, 0] })
  const next = await startBeside(stack, checkout)
  expect(await alone.stop()).toEqual({ reads: [200], writes: [303] })
  const both = startLoads([stack.origin, next.origin], paths, cookies)
  await both.goOn()

  // Rolled back, and then deployed again.
  await migrate(databaseUrl)
  expect(await countFunctions(databaseUrl)).toEqual({ own: [all, 0], next: [all, all] })
  await both.goOn()
  await migrateCheckout(checkout, databaseUrl)
  await both.goOn()
  expect([missing(stack), missing(next)]).toEqual([0, 0])

  // Two days later, while an isolate of the version before still runs.
  await query(databaseUrl, RETIRED_LONG_AGO)
  await migrateCheckout(checkout, databaseUrl)
  expect(await countFunctions(databaseUrl)).toEqual({ own: [0, 0], next: [all, 0] })
  await both.goOn()
  expect(await both.stop()).toEqual({ reads: [200], writes: [303] })
  expect(missing(stack)).toBeGreaterThan(0)
  expect(missing(next)).toBe(0)
}, 120_000)

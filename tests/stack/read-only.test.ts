import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lookAround } from '#scripts/bench/look-around.ts'
import { sessionCookie } from '#scripts/bench/session-cookie.ts'
import { fillDirectory } from '#scripts/generate/fill-directory.ts'
import { openLocal } from '#scripts/ops/target.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { type Seen, startSteadyLoad, track } from './steady-load.ts'
import { stackForTest } from './support.ts'

const WRITERS = 3
const JOBS_TIMEOUT_MS = 30_000

/** `npm run ops -- …`, from another process, on this stack. */
async function ops({ dataDir }: Stack, ...args: string[]) {
  const env = { ...process.env, HALLWAY_DATA: dataDir }
  const command = ['scripts/ops.ts', ...args, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, command, { env })
  return JSON.parse(stdout)
}

/** Asks the primary, each time in a new session: the switch ends those of its role. */
const askPrimary =
  ({ databaseUrl }: Stack) =>
  async (query: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      return (await client.query(query)).rows
    } finally {
      await client.end()
    }
  }

const unsettled = `select count(*)::int as n from outbox o where not exists
  (select from job_runs r where r.message_id = o.id and r.job = o.job)`
const jobsDone = 'select count(*)::int as n from job_runs'

const statuses = (seen: readonly Seen[]) => [...new Set(seen.map(({ status }) => status))].sort()

/** A stack with readers, writers and a directory that is large enough for each write to be a new one. */
async function startDrill() {
  const stack = await stackForTest({ retryScale: 0.01 })
  const query = askPrimary(stack)
  const target = await openLocal(stack.dataDir)
  await fillDirectory(target, { scale: 0.1, seed: 1 })
  const filled = await lookAround(target)
  const accounts = filled.accounts.slice(0, WRITERS)
  const secret = stack.settings.SESSION_SECRET ?? ''
  const cookies = await Promise.all(accounts.map((account) => sessionCookie(account, secret)))
  const paths = filled.eventPaths.slice(0, 2_000)

  const load = startSteadyLoad({ origin: stack.origin, paths, cookies, anonymousReaders: 3 })
  onTestFinished(() => load.stop())
  return { stack, query, load, filled, cookies }
}

test('read-only under a steady load: no read fails, no write is lost, jobs wait', async () => {
  const { stack, query, load, filled, cookies } = await startDrill()
  await sleep(2_000)
  const on = await ops(stack, 'read-only', 'on', '--reason', 'A drill', '--database')
  const onAtMs = performance.now()
  await sleep(1_000)
  const [doneThen] = await query(jobsDone)
  await sleep(2_000)
  const [doneLater] = await query(jobsDone)
  const [waiting] = await query(unsettled)
  await load.stop()

  expect(on).toMatchObject({ ok: true, database: { readOnly: true } })
  expect(statuses(load.reads)).toEqual([200])
  expect(load.reads.length).toBeGreaterThan(100)
  expect(statuses(load.writes)).toEqual([303, 503])
  const refused = load.writes.filter(({ status }) => status === 503)
  expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true)
  const after = load.writes.filter(({ startedAtMs }) => startedAtMs > onAtMs)
  expect(after.length).toBeGreaterThan(10)
  expect(statuses(after)).toEqual([503])
  // Nobody was signed out.
  expect([...load.reads, ...load.writes].filter(({ setsCookie }) => setsCookie)).toEqual([])
  expect(waiting?.n).toBeGreaterThan(0)
  expect(doneLater).toEqual(doneThen)

  // None that was accepted is lost, and none that was refused was made.
  const accepted = load.writes.filter(({ status }) => status === 303).length
  const [made] = await query(
    `select count(*)::int as n from outbox o where job = 'update-sets'
     and exists (select from attendances a where a.event_id = (o.payload->>'eventId')::uuid
       and a.person_id = (o.payload->>'personId')::uuid and a.role = 'tracking')`,
  )
  expect(made?.n).toBe(accepted)

  // The database itself refuses, whoever asks.
  await expect(query("update people set name = 'x'")).rejects.toThrow(/read-only transaction/)

  const off = await ops(stack, 'read-only', 'off')

  expect(off).toMatchObject({ ok: true, database: { readOnly: false } })
  const cookie = cookies[0] ?? ''
  const dashboard = await fetch(`${stack.origin}/dashboard/`, {
    headers: { cookie },
    redirect: 'manual',
  })
  expect(dashboard.status).toBe(200)
  expect(await track(stack.origin, filled.eventPaths.at(-1) ?? '', cookie)).toMatchObject({
    status: 303,
  })
  const left = `${unsettled} and o.job <> 'purge-pages'`
  await vi.waitFor(
    async () => {
      // What met a 503 waits for as long as that asked it to, and purges are rationed.
      stack.parts.qstash.server.advance(15_000)
      expect(stack.parts.qstash.server.counts()).toEqual({ waiting: 0, dead: 0 })
      expect(await query(left)).toEqual([{ n: 0 }])
    },
    { timeout: JOBS_TIMEOUT_MS, interval: 250 },
  )
  // A purge that shared a window with one that was delivered is settled when it is a minute old.
  await query(`update outbox set created_at = created_at - interval '1 minute'
    where job = 'purge-pages'`)
  await stack.runCron('* * * * *')
  const purges = `${unsettled} and o.job = 'purge-pages'`
  expect(await query(purges)).toEqual([{ n: 0 }])
})

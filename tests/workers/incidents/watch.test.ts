import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { outbox } from '#db/schema/index.ts'
import { watchIncidents } from '#workers/incidents/watch.ts'
import { openDatabase } from '../../support/database.ts'
import { settings as usual } from '../../support/edge.ts'
import { makeFlags } from '../../support/flags.ts'
import { startWebhook } from '../../support/webhook.ts'

const db = await openDatabase('incidents.test')
const webhook = await startWebhook()
afterAll(webhook.stop)
const own = { ALERT_URL: webhook.url, DATABASE_URL: 'postgres://me:hunter2@incidents.test/test' }
const settings = { ...usual, ...own }
const away = { DATABASE_URL: 'postgres://me:hunter2@away.test/test' }

let lines: Record<string, unknown>[] = []
beforeEach(() => {
  webhook.texts.length = 0
  lines = []
  for (const method of ['log', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line) => void lines.push(JSON.parse(line)))
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Crons a minute apart, which look at one KV. */
function makeCron() {
  const store = makeFlags()
  let nowMs = Date.now()
  const run = (
    seen: { settings?: object; readOnly?: boolean; replicasLeftOut?: string[] | null } = {},
  ) => {
    nowMs += 60_000
    return watchIncidents({
      ...{ flags: store.flags, nowMs, readOnly: false, replicasLeftOut: [], ...seen },
      settings: { ...settings, ...seen.settings },
    })
  }
  return { ...store, run }
}

test('a minute in which all is well costs four reads of KV and no write, and tells nobody', async () => {
  const { run, gets, puts } = makeCron()
  await run()
  expect([gets.length, puts.length, webhook.texts, lines]).toEqual([4, 0, [], []])
})

test('a primary that is missed once is not told; twice running it is, and the log holds no password', async () => {
  const { run } = makeCron()
  await run({ settings: away })
  await run()
  await run({ settings: away })
  expect(webhook.texts).toEqual([])
  await run({ settings: away })
  await run({ settings: away })
  expect(webhook.texts).toEqual([expect.stringContaining('The primary database has not answered')])
  await run()
  expect(webhook.texts).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})

test('a replica is not taken for well because the primary, which knows, is away', async () => {
  const { run } = makeCron()
  await run({ replicasLeftOut: ['replica.test'] })
  await run({ settings: away, replicasLeftOut: null })
  await run({ replicasLeftOut: ['replica.test'] })
  expect(webhook.texts).toHaveLength(1)
})

test('an outbox is late after five minutes, and while read-only its age says nothing', async () => {
  const { run } = makeCron()
  const createdAt = new Date(Date.now() - 3 * 60_000)
  const payload = { eventId: crypto.randomUUID() }
  await db.insert(outbox).values({ job: 'count-coverage', payload, createdAt })
  await run()
  expect(webhook.texts).toEqual([])
  await run({ readOnly: true })
  await run({ readOnly: true })
  expect(webhook.texts).toEqual([])
  await run()
  expect(webhook.texts).toEqual([expect.stringContaining('have waited for the queue for 7 min')])
  await db.delete(outbox)
  await run()
  expect(webhook.texts).toHaveLength(2)
})

test('where nobody is to be told, incidents are logged all the same', async () => {
  const { run } = makeCron()
  const settings = { ALERT_URL: undefined }
  await run({ settings, replicasLeftOut: ['replica.test'] })
  await run({ settings })
  expect(webhook.texts).toEqual([])
  expect(lines).toMatchObject([
    { level: 'error', message: 'an incident opens', kind: 'replica-left-out' },
    { level: 'info', message: 'an incident is over', kind: 'replica-left-out' },
  ])
})

test('without KV nobody is told, once it is back they are; what it did not take is not told twice', async () => {
  const { run, breakDown, flags } = makeCron()
  const ill = { replicasLeftOut: ['replica.test'] }
  breakDown(true)
  await run(ill)
  expect(webhook.texts).toEqual([])

  breakDown(false)
  const put = vi.spyOn(flags, 'put').mockRejectedValueOnce(new Error('429 Too Many Requests'))
  await run(ill)
  await run(ill)
  expect(put).toHaveBeenCalledTimes(2)
  expect(webhook.texts).toHaveLength(1)
  await run()
  expect(webhook.texts).toHaveLength(2)
})

test('a state that another version wrote is begun anew', async () => {
  const { run, values } = makeCron()
  values.set('incidents:state', '{"incidents": 7}')
  await run({ replicasLeftOut: ['replica.test'] })
  expect(webhook.texts).toHaveLength(1)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { startWebhook } from '../support/webhook.ts'
import { anonymous, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

/** Each thing that an operator has to know is told once by webhook and once by mail, and so is its end. */
const ALERT_MAIL = 'operator@example.org'
const CRON = '* * * * *'
let stack: Stack
let webhook: Awaited<ReturnType<typeof startWebhook>>

beforeAll(async () => {
  webhook = await startWebhook()
  const settings = { ALERT_URL: webhook.url, ALERT_MAIL }
  stack = await startTestStack({ settings, retryScale: 0.00005 })
})
afterAll(async () => {
  webhook.stop()
  await stopTestStack(stack)
})

const cron = async (times: number) => {
  for (let run = 0; run < times; run += 1) await stack.runCron(CRON)
}
const mailed = () =>
  stack
    .mails()
    .filter(({ to }) => to.includes(ALERT_MAIL))
    .map(({ text }) => text)
/** How often something was told, by either way. */
const notices = (words: string) =>
  [webhook.texts, mailed()].map((texts) => texts.filter((text) => text.includes(words)).length)

type LogLine = Record<string, unknown> & { level: string; message: string }
const logText = () => readFileSync(join(stack.dataDir, 'worker.log'), 'utf8')
/** What the Worker has logged: workerd itself writes plain lines of its own between them. */
const logLines = () =>
  logText()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine)

/** Makes every statement on a table fail until the test ends. */
async function withoutTable(table: string) {
  const rename = (from: string, to: string) =>
    query(stack.databaseUrl, `alter table ${from} rename to ${to}`)
  await rename(table, `${table}_away`)
  onTestFinished(async () => {
    await rename(`${table}_away`, table)
  })
}

/** Makes a report look this old, as if nothing had been seen since. */
async function ageReport(kind: string, ms: number) {
  const url = `${stack.urls.kv}/${encodeURIComponent(`incidents:seen:${kind}`)}?urlencoded=true`
  const report = (await (await fetch(url)).json()) as { atMs: number }
  const body = JSON.stringify({ ...report, atMs: report.atMs - ms })
  expect((await fetch(url, { method: 'PUT', body })).status).toBe(200)
}
const TEN_MINUTES_MS = 10 * 60_000

test('a site that is well tells nobody, and writes nothing to KV', async () => {
  await cron(2)
  expect([webhook.texts, mailed()]).toEqual([[], []])
  const key = encodeURIComponent('incidents:state')
  expect((await fetch(`${stack.urls.kv}/${key}?urlencoded=true`)).status).toBe(404)
})

test('a primary that is away for two crons is told once, and its return once', async () => {
  await stack.parts.primary.kill()
  try {
    await cron(1)
    expect(notices('primary')).toEqual([0, 0])
    await cron(3)
    expect(notices('The primary database has not answered')).toEqual([1, 1])
  } finally {
    await stack.parts.primary.start()
  }
  await cron(2)

  expect(notices('Over after 1 min: The primary')).toEqual([1, 1])
  // The crons that could not run meanwhile are not jobs that failed: the primary tells of them all.
  expect(webhook.texts).toHaveLength(2)
  expect(mailed()).toHaveLength(2)
})

test('a replica that is left out is told once, and that it is back', async () => {
  const [replica = ''] = stack.replicaUrls
  await query(replica, 'select pg_wal_replay_pause()')
  try {
    await query(stack.databaseUrl, 'create table written_meanwhile ()')
    await cron(2)
    expect(notices(new URL(replica).host)).toEqual([1, 1])
  } finally {
    await query(replica, 'select pg_wal_replay_resume()')
  }
  await cron(2)
  expect(notices(new URL(replica).host)).toEqual([2, 2])
})

test('an error that nobody expected: the page says that we were told, and it is logged once', async () => {
  await withoutTable('calls')
  const pages = await Promise.all([1, 2, 3].map((n) => anonymous(stack, `/calls/?n=${n}`)))
  expect(pages.map(({ status }) => status)).toEqual([500, 500, 500])
  const html = (await pages[0]?.text()) ?? ''
  expect(html).toContain('We have been told')
  await cron(3)

  expect(notices('GET /calls/')).toEqual([1, 1])
  // All three got the page of whoever came first, and with it the number that is in the log.
  const id = /<code>([^<]+)/.exec(html)?.[1]
  expect(id).toBeDefined()
  const lines = logLines().filter(({ requestId }) => requestId === id)
  expect(lines.map(({ level }) => level).sort()).toEqual(['error', 'info'])
  expect(lines.find(({ level }) => level === 'error')?.error).toMatch(
    /relation "calls" does not exist[\s\S]*\n +at /,
  )

  await ageReport('unexpected-error', TEN_MINUTES_MS)
  await cron(2)
  expect(notices('GET /calls/')).toEqual([2, 2])
})

test('a scheduled job that fails is told and logged by its own name', async () => {
  await withoutTable('month_counts')
  await cron(3)

  expect(notices('count-events')).toEqual([1, 1])
  expect(logLines()).toContainEqual(
    expect.objectContaining({ level: 'error', job: 'count-events', error: expect.any(String) }),
  )
  await ageReport('job-failed', TEN_MINUTES_MS)
})

test('a message that the queue gives up is told, with the job and no address', async () => {
  const email = `dead-letter-${Date.now()}@example.org`
  await stack.parts.mailbox.stop()
  try {
    const body = new URLSearchParams({ email })
    const headers = { origin: stack.origin }
    await fetch(`${stack.origin}/sign-in/`, { method: 'POST', body, headers, redirect: 'manual' })
    await vi.waitFor(
      () => expect(logLines().filter(({ job }) => job === 'send-email')).toHaveLength(6),
      { timeout: 40_000, interval: 250 },
    )
  } finally {
    await stack.parts.mailbox.start()
  }
  await cron(2)

  expect(notices('The queue gave up')).toEqual([1, 1])
  expect(webhook.texts.join('\n')).not.toContain(email)
})

test('messages that the queue does not take for five minutes are told', async () => {
  await stack.parts.qstash.stop()
  try {
    const [row] = await query<{ id: string }>(
      stack.databaseUrl,
      `insert into outbox (id, job, payload, created_at)
       values (uuidv7(), 'count-coverage', jsonb_build_object('eventId', uuidv7()), now() - interval '6 minutes')
       returning id`,
    )
    await cron(2)
    expect(notices('have waited for the queue')).toEqual([1, 1])
    expect(row?.id).toBeDefined()
  } finally {
    await stack.parts.qstash.start()
  }
  await cron(2)
  expect(notices('have waited for the queue')).toEqual([2, 2])
})

test('a notice that the webhook does not take is sent again, and mailed once', async () => {
  webhook.answerWith(503)
  const [replica] = stack.parts.replicas
  await replica?.kill()
  try {
    await cron(2)
    const before = webhook.texts.length
    webhook.answerWith(200)
    await cron(2)
    const host = new URL(stack.replicaUrls[0] ?? '').host
    expect(webhook.texts.slice(before)).toEqual([expect.stringContaining(host)])
    expect(mailed().filter((text) => text.includes(host))).toHaveLength(3)
  } finally {
    webhook.answerWith(200)
    await replica?.start()
  }
})

test('the log is JSON, and holds no address, no parameter and no secret', async () => {
  const email = `not-for-the-log-${Date.now()}@example.org`
  await withoutTable('sign_in_tokens')
  const body = new URLSearchParams({ email })
  const headers = { origin: stack.origin }
  const asked = await fetch(`${stack.origin}/sign-in/`, { method: 'POST', body, headers })
  expect(asked.status).toBe(500)
  await anonymous(stack, `/conferences/?utm_source=${encodeURIComponent(email)}`)

  expect(logText()).toContain('sign_in_tokens')
  for (const secret of [
    email,
    encodeURIComponent(email),
    'a-secret-key',
    stack.settings.SESSION_SECRET,
  ])
    expect(logText()).not.toContain(secret)
  expect(logLines()).toContainEqual(
    expect.objectContaining({
      message: 'request',
      method: 'GET',
      route: '/conferences/',
      status: 200,
      cache: 'miss',
      trips: 1,
      tripsMs: expect.any(Number),
      ms: expect.any(Number),
    }),
  )
})

import { readFileSync } from 'node:fs'
import type { Response } from 'miniflare'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { scheduledJobs } from '#functions/jobs.ts'
import { WRITABLE } from '#functions/site/site-mode.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { unsafe } from '../support/unsafe.ts'
import { type DeployedSite, startDeployedSite } from './deployed-site.ts'
import { makeEvent, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
let site: DeployedSite
beforeAll(async () => {
  stack = await startTestStack({ bundle: null })
  site = await startDeployedSite(stack, process.cwd())
})
afterAll(async () => {
  await site.stop()
  await stopTestStack(stack)
})

type Flags = { FLAGS: KVNamespace }
const worker = () => site.harness.getWorker<Flags>()
const get = (path: string): Promise<Response> =>
  site.harness.fetch(site.origin + path, { redirect: 'manual' })
const urls: Record<string, string> = JSON.parse(readFileSync('dist/assets.json', 'utf8'))

test('the deployed bundle answers, over PublicPages and with the settings of its environment', async () => {
  const { path } = await makeEvent(stack)

  const first = await get(path)
  const second = await get(path)
  const health = (await (await get('/healthz')).json()) as { ok: boolean; version: string }

  expect(first.status).toBe(200)
  expect(first.headers.get('x-cache')).toBe('miss')
  expect(second.headers.get('x-cache')).toBe('hit')
  expect(second.headers.get('etag')).toMatch(/^W\/"/)
  expect(health).toMatchObject({ ok: true })
  expect(health.version).toMatch(/^[0-9a-f-]{36}$/)
})

test('hashed assets are kept for ever, the list of them and a missing one never', async () => {
  const cacheControl = async (path: string) => (await get(path)).headers.get('cache-control')

  for (const url of Object.values(urls)) {
    const answer = await get(url)
    expect(answer.status, url).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(unsafe(answer, 'https://'), url).toEqual([])
  }
  expect(Object.keys((await (await get('/assets/manifest.json')).json()) as object)).toEqual(
    expect.arrayContaining(Object.values(urls).map((url) => url.replace('/assets/', ''))),
  )
  expect(await cacheControl('/assets/manifest.json')).toBe('no-cache')
  for (const [icon, type] of [
    ['/favicon.ico', /^image\/(x-icon|vnd\.microsoft\.icon)$/],
    ['/apple-touch-icon.png', /^image\/png$/],
  ] as const) {
    const { headers } = await get(icon)
    expect(headers.get('cache-control'), icon).toBe('public, max-age=604800')
    expect(headers.get('content-type'), icon).toMatch(type)
  }
  expect(unsafe(await get('/favicon.ico'), 'https://')).toEqual([])
  expect((await get('/assets/site.0123456789.css')).status).toBe(404)
  expect(await cacheControl('/assets/site.0123456789.css')).toBe('no-store')
})

test('each cron runs, and one sends what waits in the outbox', async () => {
  await query(
    stack.databaseUrl,
    `insert into outbox (id, job, payload, created_at)
     values (uuidv7(), 'count-coverage', jsonb_build_object('eventId', uuidv7()), now() - interval '5 minutes')`,
  )
  const unsent = `select id from outbox where sent_at is null`

  for (const cron of new Set(Object.values(scheduledJobs).map(({ every }) => every)))
    expect(await worker().scheduled({ cron, scheduledTime: new Date() })).toMatchObject({
      outcome: 'ok',
    })

  expect(await query(stack.databaseUrl, unsent)).toEqual([])
})

test('the read-only switch reaches the site through KV, which keeps an answer for 30 s at least', async () => {
  const { FLAGS } = await worker().getEnv()
  await expect(FLAGS.get('site:mode', { cacheTtl: 29 })).rejects.toThrow(/at least 30/)

  await FLAGS.put('site:mode', JSON.stringify({ ...WRITABLE, readOnly: true, reason: 'A test' }))

  await vi.waitFor(
    async () => expect(await (await get('/healthz')).json()).toMatchObject({ readOnly: true }),
    { timeout: 40_000, interval: 1_000 },
  )
  const write = await site.harness.fetch(`${site.origin}/sign-in/`, { method: 'POST' })
  await FLAGS.put('site:mode', JSON.stringify(WRITABLE))

  expect(write.status).toBe(503)
  expect(Number(write.headers.get('retry-after'))).toBeGreaterThan(0)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { buildCheckout, deployCheckout, makeCheckout } from './checkout.ts'
import { type Cloudflare, startCloudflare } from './cloudflare.ts'
import { type DeployedSite, secretsOf, startDeployedSite } from './deployed-site.ts'
import { makeEvent, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
let site: DeployedSite
let cloudflare: Cloudflare
/** What the next upload activates. */
let folder = makeCheckout('first')

beforeAll(async () => {
  stack = await startTestStack({ bundle: null })
  await buildCheckout(folder)
  site = await startDeployedSite(stack, folder)
  cloudflare = await startCloudflare(() =>
    site.serve({ folder, secrets: Object.fromEntries(cloudflare.secrets) }),
  )
})
afterAll(async () => {
  cloudflare.stop()
  await site.stop()
  await stopTestStack(stack)
})

/** A visitor who keeps every page ever seen open: what each names is asked for again and again. */
function startVisitor(paths: readonly string[]) {
  const named = new Set<string>()
  const failures: string[] = []
  let pages = 0
  let running = true
  const ask = async (path: string) => {
    const answer = await fetch(site.origin + path).catch(() => null)
    // Miniflare drops connections when it changes versions; Cloudflare does not.
    if (!answer) return
    const text = await answer.text()
    if (answer.status !== 200) failures.push(`${path} ${answer.status}`)
    for (const [asset] of text.matchAll(/\/assets\/[\w.-]+\.[0-9a-f]{10}\.\w+/g)) named.add(asset)
  }
  const visit = async () => {
    while (running) {
      for (const path of paths) await ask(path)
      pages += paths.length
      for (const asset of named) await ask(asset)
      await sleep(20)
    }
  }
  const visits = [visit(), visit()]
  return {
    named,
    failures,
    pages: () => pages,
    stop: async () => {
      running = false
      await Promise.all(visits)
    },
  }
}

const deploy = (settings: Record<string, string>) =>
  deployCheckout(folder, { origin: site.origin, settings, env: cloudflare.env })

const styles = (named: Iterable<string>) => [...named].filter((asset) => asset.endsWith('.css'))

test('two deploys under load: every asset that any served page named is there, throughout', async () => {
  const settings = secretsOf(stack)
  const { path } = await makeEvent(stack)
  const visitor = startVisitor(['/', path])
  await vi.waitFor(() => expect(visitor.pages()).toBeGreaterThan(3), 20_000)

  folder = makeCheckout('second')
  const second = await deploy(settings)
  await vi.waitFor(() => expect(styles(visitor.named)).toHaveLength(2), 20_000)
  folder = makeCheckout('third')
  const third = await deploy({ ...settings, REPLICA_URLS: '' })
  await vi.waitFor(() => expect(styles(visitor.named)).toHaveLength(3), 20_000)
  const pages = visitor.pages()
  await vi.waitFor(() => expect(visitor.pages()).toBeGreaterThan(pages + 6), 20_000)
  await visitor.stop()

  expect(visitor.failures).toEqual([])
  expect(second).toContain('1 files of earlier versions are kept')
  expect(third).toContain('2 files of earlier versions are kept')
}, 180_000)

test('the new version was asked to purge the pages of the one before, and has', async () => {
  const settled = () =>
    query<{ tag: string }>(
      stack.databaseUrl,
      `select payload->'tags'->>0 as tag from outbox
       join job_runs on message_id = outbox.id and job_runs.job = outbox.job
       where outbox.job = 'purge-pages' and payload->>'tags' like '%v-%'`,
    )

  // QStash holds purges back until 12 s are over.
  await vi.waitFor(async () => expect(await settled()).toHaveLength(2), 20_000)
  for (const { tag } of await settled()) expect(tag).toMatch(/^v-[0-9a-f-]{36}$/)
})

test('wrangler was told of the cache, the entrypoints and the environment', () => {
  const [upload] = cloudflare.uploads

  expect(upload?.name).toBe('hallway-staging')
  expect(upload?.metadata).toMatchObject({
    cache_options: { enabled: true, cross_version_cache: true },
    exports: {
      default: { type: 'worker', cache: { enabled: false } },
      PublicPages: { type: 'worker', cache: { enabled: true } },
    },
    observability: { enabled: true },
  })
  expect(upload?.metadata.bindings.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['FLAGS', 'ASSETS', 'CF_VERSION_METADATA', 'ORIGIN', 'DATABASE_URL']),
  )
})

test('the setting that was emptied is gone there, although an upload keeps what it does not name', async () => {
  expect(cloudflare.uploads.at(-1)?.metadata.keep_bindings).toContain('secret_text')
  expect([...cloudflare.secrets.keys()]).toContain('DATABASE_URL')
  expect([...cloudflare.secrets.keys()]).not.toContain('REPLICA_URLS')
  const health = (await (await fetch(`${site.origin}/healthz`)).json()) as {
    parts: { name: string }[]
  }
  expect(health.parts.map(({ name }) => name)).toEqual(['primary', 'redis', 'queue'])
})

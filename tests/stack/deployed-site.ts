import { join } from 'node:path'
import { createTestHarness } from 'wrangler'
import type { Stack } from '#scripts/stack/stack.ts'

/** A checkout with its build: what a deploy would upload. */
type Version = { readonly folder: string; readonly secrets: Readonly<Record<string, string>> }

/**
 * The site as it is deployed, on Miniflare: staging of `wrangler.toml` with the bundle that wrangler
 * made, its assets and `_headers`, KV with its cache and a version of its own for each `serve`. It
 * talks to the database, Redis and queue of a stack that runs no Worker.
 */
export async function startDeployedSite(stack: Stack, folder: string) {
  let origin = 'http://site.invalid'
  const options = ({ folder: at, secrets }: Version) => ({
    workers: [
      {
        configPath: join(at, 'wrangler.toml'),
        prebuiltWorkerDir: join(at, 'dist/worker'),
        env: 'staging',
        vars: { ORIGIN: origin },
        secrets: { ...secrets },
      },
    ],
  })
  const first = { folder, secrets: secretsOf(stack) }
  const harness = createTestHarness(options(first))
  origin = (await harness.listen()).url.origin
  // The address is known only now, and stays.
  await harness.update(options(first))
  return {
    origin,
    harness,
    /** Replaces the version that serves. Requests that come meanwhile wait. */
    serve: (version: Version) => harness.update(options(version)),
    stop: () => harness.close(),
  }
}

export type DeployedSite = Awaited<ReturnType<typeof startDeployedSite>>

/** What the stack's settings file would hold: all that wrangler.toml does not. */
export function secretsOf({ settings }: Stack): Record<string, string> {
  const { ORIGIN, PAGE_CACHE_SECONDS, MASTODON_URLS, X_MONTHLY_POSTS, MAIL_FROM, ...secrets } =
    settings
  return secrets
}

import type { Fetch } from './fetch-json.ts'
import { createMastodonSource } from './mastodon-source.ts'
import type { PostSource } from './post-source.ts'
import { createXSource } from './x-source.ts'

type Settings = {
  readonly ORIGIN: string
  readonly MASTODON_URLS: readonly string[]
  readonly X_URL: string
  readonly X_BEARER_TOKEN?: string | undefined
}

/** The sources that the operator chose: X when there is a token for it, and every Mastodon instance named. */
export function createPostSources(
  settings: Settings,
  fetch: Fetch,
  now = () => new Date(),
): PostSource[] {
  const edge = { fetch, now, userAgent: `Hallway (+${settings.ORIGIN})` }
  const token = settings.X_BEARER_TOKEN
  return [
    ...(token ? [createXSource({ ...edge, url: trim(settings.X_URL), token })] : []),
    ...settings.MASTODON_URLS.map((url) => createMastodonSource({ ...edge, url: trim(url) })),
  ]
}

const trim = (url: string) => url.replace(/\/+$/, '')

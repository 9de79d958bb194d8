import * as z from 'zod'
import type { Deps } from '../deps.ts'
import { plainHost } from './url-key.ts'

/** Providers that we ask without looking at the page first, by host. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  'youtube.com': 'https://www.youtube.com/oembed?format=json',
  'youtu.be': 'https://www.youtube.com/oembed?format=json',
  'vimeo.com': 'https://vimeo.com/api/oembed.json?',
  'media.ccc.de': 'https://media.ccc.de/public/oembed?format=json',
  'speakerdeck.com': 'https://speakerdeck.com/oembed.json?',
  'slideshare.net': 'https://www.slideshare.net/api/oembed/2?format=json',
  'soundcloud.com': 'https://soundcloud.com/oembed?format=json',
  'flickr.com': 'https://www.flickr.com/services/oembed?format=json',
}
const MAX_BYTES = 128 * 1024

/** A text, or nothing where a provider says something else. */
const text = z.string().optional().catch(undefined)
const answer = z.object({
  title: text,
  author_name: text,
  provider_name: text,
  thumbnail_url: text,
  duration: z.coerce.number().optional().catch(undefined),
})

/** What an oEmbed answer says of something. Its `html` is never read. */
export type OembedAnswer = z.infer<typeof answer>

/** Where a provider that we know describes what is at this address, or null. */
export function oembedUrlOf(url: URL): string | null {
  const host = plainHost(url)
  const endpoint = Object.hasOwn(ENDPOINTS, host) ? ENDPOINTS[host] : undefined
  return endpoint ? `${endpoint}&${new URLSearchParams({ url: url.href })}` : null
}

/** What the provider at this address says, null when that is nothing. Throws as `fetchPublic` does. */
export async function askOembed(
  { fetchPublic }: Pick<Deps, 'fetchPublic'>,
  url: string,
): Promise<OembedAnswer | null> {
  const accept = ['application/json', 'application/json+oembed', 'text/json', 'text/javascript']
  const { status, body } = await fetchPublic(url, { accept, maxBytes: MAX_BYTES })
  if (status !== 200) return null
  try {
    return answer.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    return null
  }
}

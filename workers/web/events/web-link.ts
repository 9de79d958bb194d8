import type { EventDetail } from '#functions/events/event.ts'

/** The address if it is one on the web. Others, such as `javascript:`, must not become links. */
export function webUrl(text: string | null): URL | null {
  if (!text || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}

/** "rustconf.com", or with its path where that says more. */
export function shortUrl(url: URL): string {
  const host = url.host.replace(/^www\./, '')
  const path = url.pathname.replace(/\/$/, '')
  return path.length > 1 && path.length < 24 ? host + path : host
}

export type HandleLink = {
  readonly network: string
  readonly text: string
  readonly href: string | null
}

const safe = /^[\w.@-]+$/

/** Where an event can be followed elsewhere. */
export function handleLinks(
  event: Pick<EventDetail, 'xHandle' | 'mastodonHandle' | 'blueskyHandle'>,
): HandleLink[] {
  const { xHandle, mastodonHandle, blueskyHandle } = event
  const [user, host] = mastodonHandle?.split('@') ?? []
  const links = [
    { network: 'X', handle: xHandle, href: `https://x.com/${xHandle}` },
    {
      network: 'Mastodon',
      handle: mastodonHandle,
      href: user && host ? `https://${host}/@${user}` : null,
    },
    {
      network: 'Bluesky',
      handle: blueskyHandle,
      href: `https://bsky.app/profile/${blueskyHandle}`,
    },
  ]
  return links.flatMap(({ network, handle, href }) =>
    handle ? [{ network, text: `@${handle}`, href: safe.test(handle) ? href : null }] : [],
  )
}

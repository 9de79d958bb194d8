import { plainHost, vimeoId, youtubeId } from './url-key.ts'

/** Whose pages a frame of ours may show: Content-Security-Policy names the same. */
export const playerOrigins = [
  'https://www.youtube-nocookie.com',
  'https://player.vimeo.com',
  'https://media.ccc.de',
  'https://speakerdeck.com',
  'https://archive.org',
] as const

/** True for an address that a frame may show. What stands in the database is asked again. */
export const isPlayerUrl = (url: string): boolean =>
  URL.canParse(url) && (playerOrigins as readonly string[]).includes(new URL(url).origin)

/**
 * The player of what is at this address, made of nothing but its id; null where we know of none.
 * `thumbnailUrl` is needed for Speaker Deck only, whose ids stand nowhere else.
 */
export function playerUrlOf(text: string, thumbnailUrl: string | null = null): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const video = youtubeId(url)
  if (video) return `https://www.youtube-nocookie.com/embed/${video}${startOf(url)}`
  const film = vimeoId(url)
  if (film) return `https://player.vimeo.com/video/${film}${vimeoSecret(url)}`
  const host = plainHost(url)
  if (host === 'media.ccc.de') return withId(/^\/v\/([\w.-]+)/, url, (id) => `/v/${id}/oembed`)
  if (host === 'archive.org') return withId(/^\/details\/([\w.-]+)/, url, (id) => `/embed/${id}`)
  return host === 'speakerdeck.com' ? speakerdeckPlayer(thumbnailUrl) : null
}

function withId(pattern: RegExp, url: URL, path: (id: string) => string): string | null {
  const id = pattern.exec(url.pathname)?.[1]
  return id ? `https://${plainHost(url)}${path(id)}` : null
}

/** Where in a long recording it begins: `t=90`, `t=90s` or `t=1h2m3s`. */
function startOf({ searchParams }: URL): string {
  const text = searchParams.get('t') ?? searchParams.get('start') ?? ''
  const [whole, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?$/.exec(text) ?? []
  const startS = whole ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : 0
  return startS > 0 ? `?start=${startS}` : ''
}

/** An unlisted film is shown to who knows the second half of its address. */
function vimeoSecret(url: URL): string {
  const secret = /\/\d+\/([0-9a-f]+)\/?$/.exec(url.pathname)?.[1] ?? url.searchParams.get('h') ?? ''
  return /^[0-9a-f]{4,20}$/.test(secret) ? `?h=${secret}` : ''
}

function speakerdeckPlayer(thumbnailUrl: string | null): string | null {
  const pattern = /^https:\/\/files\.speakerdeck\.com\/presentations\/([0-9a-f]{32})\//
  const id = pattern.exec(thumbnailUrl ?? '')?.[1]
  return id ? `https://speakerdeck.com/player/${id}` : null
}

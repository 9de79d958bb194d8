const TRACKING =
  /^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|si|ref|ref_src|feature|_hs(enc|mi))$/i
const YOUTUBE_HOSTS = new Set(['youtube.com', 'youtube-nocookie.com', 'music.youtube.com'])

/**
 * The same text for every spelling of one address: both of YouTube's hosts and all its paths, with
 * and without `www.`, a slash at the end, what marketing adds, http and https. Throws a TypeError for
 * what is no URL.
 */
export function coverageUrlKey(url: string): string {
  const parsed = new URL(url)
  const host = plainHost(parsed)
  const video = youtubeId(parsed)
  if (video) return `youtube:${video}`
  const film = vimeoId(parsed)
  if (film) return `vimeo:${film}`
  const kept = [...parsed.searchParams].filter(([name]) => !TRACKING.test(name))
  const query = new URLSearchParams(kept.sort(byText)).toString()
  const path = parsed.pathname.replace(/\/+$/, '')
  // A page that a script chooses: without this they would all be one.
  const hash = parsed.hash.startsWith('#!') || parsed.hash.startsWith('#/') ? parsed.hash : ''
  return `${host}${path}${query && `?${query}`}${hash}`
}

/** The id of the video that this is the address of, or null. */
export function youtubeId(url: URL): string | null {
  const host = plainHost(url)
  const [first = '', second = ''] = url.pathname.split('/').filter(Boolean)
  const id =
    host === 'youtu.be'
      ? first
      : !YOUTUBE_HOSTS.has(host)
        ? ''
        : ['embed', 'shorts', 'live', 'v'].includes(first)
          ? second
          : first === 'watch'
            ? (url.searchParams.get('v') ?? '')
            : ''
  return /^[\w-]{11}$/.test(id) ? id : null
}

/** The number of the film that this is the address of, or null. */
export function vimeoId(url: URL): string | null {
  const host = plainHost(url)
  if (host === 'player.vimeo.com') return /^\/video\/(\d+)/.exec(url.pathname)?.[1] ?? null
  if (host !== 'vimeo.com') return null
  return /^\/(?:[a-z]+\/(?:[\w-]+\/)?)?(\d+)(?:\/[0-9a-f]+)?\/?$/.exec(url.pathname)?.[1] ?? null
}

/** The host without what changes nothing about what is there. */
export const plainHost = (url: URL): string => {
  const host = url.host.replace(/^(www|m|mobile)\./, '')
  // `m.` and the like are only left out where a name remains.
  return host.includes('.') ? host : url.host
}

const byText = (one: readonly string[], other: readonly string[]) =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1

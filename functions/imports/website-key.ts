const ARCHIVED = /^https?:\/\/web\.archive\.org\/web\/[^/]+\/(.+)$/i

/**
 * The same for every spelling of a website: host without `www.` and path, without a slash or an index
 * page at the end. Of a copy in the Internet Archive it is the original's. Null for what is no address.
 */
export function websiteKey(website: string | null): string | null {
  if (!website) return null
  const original = ARCHIVED.exec(website)?.[1] ?? website
  const withScheme = /^https?:/i.test(original) ? original : `http://${original}`
  if (!URL.canParse(withScheme)) return null
  const { hostname, pathname } = new URL(withScheme)
  const path = pathname.replace(/\/(?:index\.(?:html?|php))?$/i, '').replace(/(?<!\/)\/+$/, '')
  return `${hostname.toLowerCase().replace(/^www\d?\./, '')}${path}`
}

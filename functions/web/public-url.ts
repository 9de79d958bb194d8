import { isPublicAddress } from './public-address.ts'

const MAX_URL_CHARS = 2_000
const LOCAL_NAME = /(^|\.)(local|localhost|localdomain|internal|intranet|lan|home\.arpa|onion)$/

/**
 * The address, when it may be on the public web: http or https on its own port, no user in it, and a
 * host that is neither a name of a local network nor an address of one. Null otherwise. What a name
 * resolves to is not asked here: whoever connects has to refuse private addresses again.
 */
export function readPublicUrl(text: string, base?: URL): URL | null {
  if (text.length > MAX_URL_CHARS || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.port !== '' || url.username !== '' || url.password !== '') return null
  return isPublicHost(url.hostname) ? url : null
}

/** `hostname` as URL spells it: lower case, IPv4 in four decimal parts, IPv6 in brackets. */
function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicAddress(hostname.slice(1, -1))
  const name = hostname.replace(/\.$/, '')
  if (/^[\d.]+$/.test(name)) return isPublicAddress(name)
  return name.includes('.') && !LOCAL_NAME.test(name)
}

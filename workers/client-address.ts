/** Such as `203.0.113.9`, `203.0.113.9:4321`, `2001:db8::1` or `[2001:db8::1]:4321`. */
const V4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/
const V6 = /^\[?((?=[^:]*:)[0-9a-f:.]+)\]?(?:(?<=\]):\d+)?$/i
/** A connection from this machine is its proxy's, and says nothing of who asks. */
const LOOPBACK = /^(?:127\.|::1$)/

/**
 * The network address of whoever asks, or null when it is not known. `source` is the setting
 * CLIENT_ADDRESS, which alone says what is believed: anybody may send any header.
 */
export function clientAddress(request: Request, source: string): string | null {
  if (source === 'socket') {
    const address = addressIn(socketOf(request))
    return address && LOOPBACK.test(address) ? null : address
  }
  const header = source === 'platform' ? 'CF-Connecting-IP' : source
  // A proxy appends what it saw itself; what stands before that was told to it.
  return addressIn(request.headers.get(header)?.split(',').at(-1) ?? '')
}

/** workerd puts the socket's other end there when it serves by itself; Cloudflare has no such field. */
function socketOf({ cf }: Request): string {
  return typeof cf?.clientIp === 'string' ? cf.clientIp : ''
}

function addressIn(text: string): string | null {
  const [, address] = V4.exec(text.trim()) ?? V6.exec(text.trim()) ?? []
  return address?.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '') ?? null
}

/** Networks that are nobody's on the internet, and Azure's own (168.63.129.16): address and length. */
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/**
 * True for an IP address that is somebody's on the internet (RFC 6890): not loopback, private,
 * link-local, shared, multicast, for documentation, or one that carries an IPv4 address inside.
 */
export function isPublicAddress(address: string): boolean {
  return address.includes(':') ? isPublicV6(address) : isPublicV4(address)
}

function isPublicV4(address: string): boolean {
  const value = toNumber(address)
  if (value === null) return false
  return !PRIVATE_V4.some(([network, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(value / size) === Math.floor((toNumber(network) ?? 0) / size)
  })
}

function toNumber(address: string): number | null {
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256))
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null
  return parts.reduce((value, part) => value * 256 + part, 0)
}

/** Only 2000::/3 is in use; what is mapped, translated or local lies outside it, tunnels inside. */
function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = address.split(':').map((group) => Number.parseInt(group, 16) || 0)
  if (first < 0x2000 || first > 0x3fff) return false
  if (first === 0x2001) return second > 0x1ff && second !== 0xdb8
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000)
}

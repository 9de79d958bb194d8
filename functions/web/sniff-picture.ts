const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

/**
 * What picture these bytes begin, whatever anybody says of them: a media type, or null for anything
 * else. Never a drawing that can hold scripts (SVG).
 */
export function sniffPicture(bytes: Uint8Array): string | null {
  if (text(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) return 'image/gif'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return /^ftypavi[fs]/.test(text(bytes, 4, 12)) ? 'image/avif' : null
}

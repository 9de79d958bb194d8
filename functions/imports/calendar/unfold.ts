/** One content line as it was before it was folded, and where it began. Lines count from 1. */
export type UnfoldedLine = { readonly line: number; readonly text: string }

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20]
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
const latin1 = new TextDecoder('windows-1252')

/**
 * The content lines of an iCalendar file (RFC 5545, 3.1), without empty ones. Bytes are unfolded
 * before they are read as text, since a fold may part the bytes of one letter. What is no UTF-8 is
 * read as Latin-1. Lines may end in CR LF, LF or CR.
 */
export function* unfoldLines(bytes: Uint8Array): Generator<UnfoldedLine> {
  let pieces: Uint8Array[] = []
  let [start, line, at] = [1, 0, 0]
  while (at < bytes.length) {
    let end = at
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1
    line += 1
    const isFold = (bytes[at] === SPACE || bytes[at] === TAB) && pieces.length > 0
    if (isFold) pieces.push(bytes.subarray(at + 1, end))
    else if (end > at) {
      if (pieces.length > 0) yield { line: start, text: decode(pieces) }
      pieces = [bytes.subarray(at, end)]
      start = line
    }
    at = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1
  }
  if (pieces.length > 0) yield { line: start, text: decode(pieces) }
}

function decode(pieces: readonly Uint8Array[]): string {
  const bytes = join(pieces)
  try {
    return utf8.decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces
  if (first && pieces.length === 1) return first
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

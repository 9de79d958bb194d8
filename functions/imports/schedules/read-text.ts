import { Unreadable } from './unreadable.ts'

/** The biggest programme we know of is a twelfth of this. */
const MAX_BYTES = 32 * 1024 * 1024

/** Bytes as text, piece by piece. Throws {@link Unreadable} for what is not UTF-8, and beyond 32 MiB. */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let length = 0
  let line = 1
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > MAX_BYTES) throw new Unreadable(line, 'The file is larger than 32 MiB')
    const text = decode(decoder, chunk, line)
    yield text
    line += text.split('\n').length - 1
  }
  const rest = decode(decoder, null, line)
  if (rest) yield rest
}

function decode(decoder: TextDecoder, chunk: Uint8Array | null, line: number): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw new Unreadable(line, 'The file is not UTF-8')
  }
}

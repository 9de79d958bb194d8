import { withinTime } from '#functions/within-time.ts'

/** No form and no delivery is longer. What is longer is cut just after it, for the site to refuse. */
export const MAX_BODY_BYTES = 64 * 1024
const DEADLINE_MS = 10_000

/**
 * The whole body of a request, so that nobody holds a place while theirs trickles in. `late` when it
 * did not come in time, `broken` when it is not framed as HTTP wants it, or broke off.
 */
export async function readBody({ body }: Request): Promise<Uint8Array | 'late' | 'broken'> {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  try {
    return await withinTime(readAll(reader), DEADLINE_MS, () => 'late' as const)
  } catch {
    // Whoever broke off has left, and learns no status; who wrote a chunk wrongly is still there.
    return 'broken'
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const first = await reader.read()
  if (first.done) return new Uint8Array()
  let whole = first.value
  let { length } = whole
  while (length <= MAX_BODY_BYTES) {
    const { done, value } = await reader.read()
    if (done) break
    // Nearly every form comes in one part, and a buffer for the longest would be most of what it leaves V8 to collect.
    if (whole.length <= MAX_BODY_BYTES) whole = withRoom(whole)
    const part = value.subarray(0, whole.length - length)
    whole.set(part, length)
    length += part.length
  }
  return whole.subarray(0, Math.min(length, MAX_BODY_BYTES + 1))
}

function withRoom(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const room = new Uint8Array(MAX_BODY_BYTES + 1)
  room.set(bytes)
  return room
}

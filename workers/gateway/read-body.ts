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
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), DEADLINE_MS)
  })
  try {
    return await Promise.race([readAll(reader), late])
  } catch {
    // Whoever broke off has left, and learns no status; who wrote a chunk wrongly is still there.
    return 'broken'
  } finally {
    clearTimeout(timer)
    reader.cancel().catch(() => undefined)
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const first = await reader.read()
  if (first.done) return new Uint8Array()
  let part = await reader.read()
  // As nearly every form comes. A buffer for the longest one would be most of what a refusal leaves V8 to collect.
  if (part.done) return first.value.subarray(0, MAX_BODY_BYTES + 1)
  const bytes = new Uint8Array(MAX_BODY_BYTES + 1)
  let length = 0
  const append = (value: Uint8Array) => {
    const fitting = value.subarray(0, bytes.length - length)
    bytes.set(fitting, length)
    length += fitting.length
  }
  append(first.value)
  for (; !part.done && length <= MAX_BODY_BYTES; part = await reader.read()) append(part.value)
  return bytes.subarray(0, length)
}

/** At most `maxBytes` of a body, and whether there were more. Leaving the loop early cancels the rest. */
export async function readBytes(
  { body }: Pick<Response, 'body'>,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isLonger: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    length += chunk.byteLength
    if (length > maxBytes) break
  }
  const bytes = new Uint8Array(Math.min(length, maxBytes))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - at), at)
    at += chunk.byteLength
  }
  return { bytes, isLonger: length > maxBytes }
}

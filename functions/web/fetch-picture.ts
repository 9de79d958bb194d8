import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { PublicFetchFailure } from './fetch-public.ts'
import { sniffPicture } from './sniff-picture.ts'

const MAX_BYTES = 1024 * 1024

export type Picture = { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** A picture of at most 1 MB from anywhere on the web, told by its bytes. Throws not_found for all else. */
export async function fetchPicture(
  { fetchPublic }: Pick<Deps, 'fetchPublic'>,
  url: string,
): Promise<Picture> {
  const accept = ['image/avif', 'image/webp', 'image/*', 'application/octet-stream']
  const answer = await fetchPublic(url, { accept, maxBytes: MAX_BYTES }).catch((error: unknown) => {
    if (error instanceof PublicFetchFailure) return null
    throw error
  })
  const mediaType = answer?.status === 200 ? sniffPicture(answer.body) : null
  if (!answer || !mediaType) throw notFound('This picture')
  return { mediaType, bytes: answer.body }
}

import { expect, test } from 'vitest'
import { fetchPicture } from '#functions/web/fetch-picture.ts'
import { PublicFetchFailure, type PublicRequest } from '#functions/web/fetch-public.ts'

const PNG = Uint8Array.from('\x89PNG\r\n\x1a\n', (char) => char.charCodeAt(0))
const url = 'https://pictures.example/a'
const answer = { url, charset: null, etag: null, lastModified: null, retryAfterS: null }
const isNone = { code: 'not_found', message: 'This picture was not found' }

test('a picture is asked for as such, or as bytes of no kind, up to a megabyte', async () => {
  const asked: [string, PublicRequest][] = []
  const fetchPublic = async (...given: [string, PublicRequest]) => {
    asked.push(given)
    return { ...answer, status: 200, mediaType: 'application/octet-stream', body: PNG }
  }
  expect(await fetchPicture({ fetchPublic }, url)).toEqual({ mediaType: 'image/png', bytes: PNG })
  const accept = ['image/avif', 'image/webp', 'image/*', 'application/octet-stream']
  expect(asked).toEqual([[url, { accept, maxBytes: 1024 * 1024 }]])
})

test.each([
  ['another status', { status: 404, body: PNG }],
  ['other bytes', { status: 200, body: new Uint8Array([1, 2, 3]) }],
])('%s is no picture', async (_, said) => {
  const fetchPublic = async () => ({ ...answer, mediaType: 'image/png', ...said })
  await expect(fetchPicture({ fetchPublic }, url)).rejects.toMatchObject(isNone)
})

test('a host that does not answer has no picture, and a bug stays what it is', async () => {
  const away = new PublicFetchFailure('unreachable', 'It did not answer')
  const bug = new Error('a bug')
  const failing = (error: Error) => fetchPicture({ fetchPublic: () => Promise.reject(error) }, url)
  await expect(failing(away)).rejects.toMatchObject(isNone)
  await expect(failing(bug)).rejects.toBe(bug)
})

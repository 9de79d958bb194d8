import { expect, test, vi } from 'vitest'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { html, page, text, userAgent, webOf } from '../../support/web-of.ts'

test('only the types that were asked for are read', async () => {
  const { fetchPublic } = webOf(
    () => new Response('PK', { headers: { 'content-type': 'application/zip' } }),
    () => new Response(new Uint8Array([1])),
    () => new Response('x', { headers: { 'content-type': 'Image/PNG' } }),
  )
  for (const message of ['It is application/zip', 'It is of no type'])
    await expect(fetchPublic('https://example.org/', page)).rejects.toMatchObject({
      ...{ name: 'PublicFetchFailure', reason: 'type', message },
    })
  const picture = await fetchPublic('https://example.org/', { accept: ['image/*'], maxBytes: 9 })
  expect([picture.mediaType, text(picture.body)]).toEqual(['image/png', 'x'])
  const anything = await fetchPublic('https://example.org/', { accept: ['*/*'], maxBytes: 9 })
  expect(text(anything.body)).toBe('x')
})

test.each([
  [['image/*'], 'imagery/png'],
  [['image/*'], 'inode/x'],
  [['image/*'], 'text/html'],
  [['text/html'], 'text/html5'],
])('of %j %s is none', async (accept, type) => {
  const { fetchPublic } = webOf(() => html('x', { headers: { 'content-type': type } }))
  await expect(fetchPublic('https://example.org/', { accept, maxBytes: 9 })).rejects.toMatchObject({
    reason: 'type',
  })
})

test('an answer without a body is an answer', async () => {
  const moved = { status: 302, headers: { location: '/here' } }
  const { fetchPublic, asked } = webOf(
    () => new Response(null, moved),
    () => new Response(null, { status: 404 }),
  )
  expect(await fetchPublic('https://example.org/', page)).toMatchObject({ status: 404 })
  expect(asked()).toEqual(['https://example.org/', 'https://example.org/here'])
})

test('what has not changed since is not sent again', async () => {
  const { fetchPublic, fetch } = webOf(
    () => html('one', { headers: { etag: '"1"', 'last-modified': 'yesterday' } }),
    () => new Response(null, { status: 304, headers: { etag: '"1"' } }),
  )
  const { etag, lastModified } = await fetchPublic('https://example.org/', page)
  const again = await fetchPublic('https://example.org/', { ...page, etag, lastModified })
  expect(again).toMatchObject({ status: 304, etag: '"1"' })
  expect(again.body.byteLength).toBe(0)
  expect(fetch.mock.calls[1]?.[1].headers).toEqual({
    'User-Agent': userAgent,
    Accept: 'text/html',
    'If-None-Match': '"1"',
    'If-Modified-Since': 'yesterday',
  })
})

test('any other status is an answer without a body', async () => {
  const { fetchPublic } = webOf(
    () => html('not here', { status: 404 }),
    () => html('slow down', { status: 429, headers: { 'retry-after': '120' } }),
  )
  expect(await fetchPublic('https://example.org/', page)).toMatchObject({ status: 404 })
  const busy = await fetchPublic('https://example.org/', page)
  expect(busy).toMatchObject({ status: 429, retryAfterS: 120 })
  expect(busy.body.byteLength).toBe(0)
})

test('of a HEAD the status is the answer, whatever its type', async () => {
  const { fetchPublic, fetch } = webOf(() => new Response('x', { headers: { etag: '"1"' } }))
  const answer = await fetchPublic('https://example.org/', { ...page, method: 'HEAD' })
  expect([answer.status, answer.etag, answer.body.byteLength]).toEqual([200, '"1"', 0])
  const [, head] = fetch.mock.calls[0] ?? []
  expect(head).toMatchObject({ method: 'HEAD', headers: { Accept: 'text/html' } })
  await fetchPublic('https://example.org/', { accept: ['a/*', 'text/plain'], maxBytes: 9 })
  const [, get] = fetch.mock.calls[1] ?? []
  expect(get).toMatchObject({ method: 'GET', headers: { Accept: 'a/*, text/plain' } })
  expect(Object.keys(get?.headers ?? {})).toEqual(['User-Agent', 'Accept'])
})

test('a redirect that leads nowhere is the answer, and so is any other status that leads somewhere', async () => {
  const { fetchPublic, asked } = webOf(
    () => new Response(null, { status: 302 }),
    () => html('made', { status: 201, headers: { location: '/made' } }),
  )
  for (const status of [302, 201])
    expect((await fetchPublic('https://example.org/', page)).status).toBe(status)
  expect(asked()).toHaveLength(2)
})

test.each([
  ['text/html; charset=UTF-8', 'utf-8'],
  ['text/html;charset = "iso-8859-1"', 'iso-8859-1'],
  ['text/html ; charset=utf-8', 'utf-8'],
  ['text/html', null],
])('%s is in the character set %s', async (type, charset) => {
  const { fetchPublic } = webOf(() => html('', { headers: { 'content-type': type } }))
  expect(await fetchPublic('https://example.org/', page)).toMatchObject({ charset })
})

test.each([['Wed, 21 Oct 2026 07:28:00 GMT'], ['12345678'], ['1 minute'], ['in 60']])(
  'a wait of %s is none that we know how long it is',
  async (wait) => {
    const { fetchPublic } = webOf(() => html('', { headers: { 'retry-after': wait } }))
    expect(await fetchPublic('https://example.org/', page)).toMatchObject({ retryAfterS: null })
  },
)

test('what is not read is not left to come', async () => {
  const cancelled = vi.spyOn(ReadableStream.prototype, 'cancel')
  const answer = (status: number, headers: Record<string, string> = {}) => {
    return () => new Response('a body', { status, headers })
  }
  const zip = { 'content-type': 'application/zip' }
  const { fetchPublic } = webOf(answer(302, { location: '/' }), answer(404), answer(200, zip))
  await fetchPublic('https://example.org/', page)
  await expect(fetchPublic('https://example.org/', page)).rejects.toThrow('application/zip')
  expect(cancelled).toHaveBeenCalledTimes(3)
  cancelled.mockRestore()
})

test('who does not answer is unreachable, and who breaks off too', async () => {
  const cause = new TypeError('no')
  const away = createFetchPublic({ userAgent, fetch: () => Promise.reject(cause) })
  const unreachable = { reason: 'unreachable', message: 'It did not answer', cause }
  await expect(away('https://example.org/', page)).rejects.toMatchObject(unreachable)
  const broken = webOf(() =>
    html(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })),
  )
  await expect(broken.fetchPublic('https://example.org/', page)).rejects.toMatchObject({
    reason: 'unreachable',
  })
})

test('who takes longer than it may is given up', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
  const slow = createFetchPublic({
    userAgent,
    fetch: async (_, init) => {
      init.signal?.throwIfAborted()
      return html('')
    },
  })
  const late = {
    reason: 'timeout',
    message: 'It took longer than 8000 ms',
    cause: expect.anything(),
  }
  await expect(slow('https://example.org/', page)).rejects.toMatchObject(late)
  expect(timeout).toHaveBeenCalledWith(8_000)
  timeout.mockRestore()
})

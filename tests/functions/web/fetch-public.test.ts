import { expect, test, vi } from 'vitest'
import { createFetchPublic, type PublicRequest } from '#functions/web/fetch-public.ts'

const userAgent = 'Hallway (+https://hallway.example)'
const page: PublicRequest = { accept: ['text/html'], maxBytes: 1000 }
const html = (body: BodyInit, init: ResponseInit = {}) =>
  new Response(body, { ...init, headers: { 'content-type': 'text/html', ...init.headers } })
const redirect = (to: string, status = 302) =>
  new Response('gone on', { status, headers: { location: to } })

/** A web of these answers; the last one is given again and again. */
function webOf(...answers: readonly (() => Response)[]) {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => {
    const answer = answers[Math.min(fetch.mock.calls.length, answers.length) - 1]
    return answer?.() ?? html('')
  })
  const fetchPublic = createFetchPublic({ fetch, userAgent })
  return { fetchPublic, fetch, asked: () => fetch.mock.calls.map(([url]) => url) }
}

const text = (body: Uint8Array) => new TextDecoder().decode(body)

const nowhere = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f.1/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.31.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:1::1]/',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://app.localhost/',
  'http://printer.local/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://intranet/',
  'http://１２７.０.０.１/',
  'http://example.org:8080/',
  'http://example.org:22/',
  'https://user:secret@example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'gopher://example.org/',
  'example.org',
  '',
]
/** A header holds no others. */
const ascii = nowhere.filter((url) => URL.canParse(url) && !/[^ -~]/.test(url))

test.each(nowhere)('%s is never asked', async (url) => {
  const { fetchPublic, fetch } = webOf(() => html('secret'))
  await expect(fetchPublic(url, page)).rejects.toMatchObject({ reason: 'address' })
  expect(fetch).not.toHaveBeenCalled()
})

test.each(ascii)('a redirect to %s is not followed', async (to) => {
  const { fetchPublic, asked } = webOf(() => redirect(to))
  await expect(fetchPublic('https://example.org/', page)).rejects.toMatchObject({
    reason: 'address',
  })
  expect(asked()).toEqual(['https://example.org/'])
})

test.each([
  'http://93.184.215.14/',
  'https://[2606:2800:21f:cb07::1]/',
  'https://münchen.example/',
])('%s is on the public web', async (url) => {
  const { fetchPublic } = webOf(() => html('hello'))
  expect((await fetchPublic(url, page)).status).toBe(200)
})

test('four redirects are followed by hand, and no fifth', async () => {
  const { fetchPublic, asked, fetch } = webOf(
    () => redirect('/two', 301),
    () => redirect('//other.example/three', 303),
    () => redirect('four', 307),
    () => redirect('http://example.org/five', 308),
    () => html('here'),
  )
  const answer = await fetchPublic('https://example.org/one', page)
  expect(answer).toMatchObject({ status: 200, url: 'http://example.org/five' })
  expect(asked()).toEqual([
    'https://example.org/one',
    'https://example.org/two',
    'https://other.example/three',
    'https://other.example/four',
    'http://example.org/five',
  ])
  for (const [, init] of fetch.mock.calls) expect(init.redirect).toBe('manual')

  const loop = webOf(() => redirect('/again'))
  await expect(loop.fetchPublic('https://example.org/', page)).rejects.toMatchObject({
    reason: 'redirects',
  })
  expect(loop.asked()).toHaveLength(5)
})

test('an endless body is left in the middle, or its beginning kept', async () => {
  const endless = () => {
    let cancelled = false
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(300).fill(97)),
      cancel: () => {
        cancelled = true
      },
    })
    return { stream, isCancelled: () => cancelled }
  }
  const [one, other] = [endless(), endless()]
  const refused = webOf(() => html(one.stream))
  await expect(refused.fetchPublic('https://example.org/', page)).rejects.toMatchObject({
    reason: 'too_large',
  })
  expect(one.isCancelled()).toBe(true)

  const cut = webOf(() => html(other.stream))
  const answer = await cut.fetchPublic('https://example.org/', { ...page, whenLonger: 'cut' })
  expect(text(answer.body)).toBe('a'.repeat(1000))
  expect(other.isCancelled()).toBe(true)
})

test('only the types that were asked for are read', async () => {
  const { fetchPublic } = webOf(
    () => new Response('PK', { headers: { 'content-type': 'application/zip' } }),
    () => new Response(new Uint8Array([1])),
    () => new Response('x', { headers: { 'content-type': 'Image/PNG' } }),
  )
  await expect(fetchPublic('https://example.org/', page)).rejects.toMatchObject({ reason: 'type' })
  await expect(fetchPublic('https://example.org/', page)).rejects.toMatchObject({ reason: 'type' })
  const picture = await fetchPublic('https://example.org/', { accept: ['image/*'], maxBytes: 9 })
  expect([picture.mediaType, text(picture.body)]).toEqual(['image/png', 'x'])
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

test('who does not answer is unreachable, and who breaks off too', async () => {
  const away = createFetchPublic({ userAgent, fetch: () => Promise.reject(new TypeError('no')) })
  await expect(away('https://example.org/', page)).rejects.toMatchObject({ reason: 'unreachable' })
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
  await expect(slow('https://example.org/', page)).rejects.toMatchObject({ reason: 'timeout' })
  timeout.mockRestore()
})

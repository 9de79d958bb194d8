import { expect, test } from 'vitest'
import { html, page, redirect, text, webOf } from '../../support/web-of.ts'

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
  const message = 'It is not an address on the public web'
  await expect(fetchPublic(url, page)).rejects.toMatchObject({ reason: 'address', message })
  expect(fetch).not.toHaveBeenCalled()
})

test.each(ascii)('a redirect to %s is not followed', async (to) => {
  const { fetchPublic, asked } = webOf(() => redirect(to))
  await expect(fetchPublic('https://example.org/', page)).rejects.toMatchObject({
    ...{ reason: 'address', message: 'It redirects to what is not an address on the public web' },
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
    ...{ reason: 'redirects', message: 'It redirects more than 4 times' },
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
    ...{ reason: 'too_large', message: 'It is longer than 1000 bytes' },
  })
  expect(one.isCancelled()).toBe(true)

  const cut = webOf(() => html(other.stream))
  const answer = await cut.fetchPublic('https://example.org/', { ...page, whenLonger: 'cut' })
  expect(text(answer.body)).toBe('a'.repeat(1000))
  expect(other.isCancelled()).toBe(true)
})

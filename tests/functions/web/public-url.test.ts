import { expect, test } from 'vitest'
import { readPublicUrl } from '#functions/web/public-url.ts'

test.each([
  'https://example.org/',
  'http://example.org/a?b=c#d',
  'https://example.org./',
  'https://7digital.example/',
  'https://web.example1/',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07::1]/',
  'https://locals.example/',
  'https://localhost.example/',
])('%s may be on the public web', (url) => expect(readPublicUrl(url)?.href).toBe(url))

test.each([
  'https://user@example.org/',
  'https://:secret@example.org/',
  'https://example.org:444/',
  'ftp://example.org/',
  'https://myhost/',
  'https://127.0.0.1./',
  'https://[::1]/',
  'https://home.arpa/',
  'https://router.home.arpa/',
  'https://files.lan./',
  'https://hidden.onion/',
  'https://db.intranet/',
  'https://pc.localdomain/',
  'not an address',
])('%s is not', (url) => expect(readPublicUrl(url)).toBeNull())

test('an address of more than 2,000 characters is none', () => {
  const most = 'https://example.org/'.padEnd(2_000, 'x')
  expect(readPublicUrl(most)?.href).toBe(most)
  expect(readPublicUrl(`${most}x`)).toBeNull()
})

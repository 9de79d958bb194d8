import { expect, test } from 'vitest'
import { clientAddress } from '#workers/client-address.ts'

type Told = { headers?: Record<string, string>; clientIp?: string }

/** A request as workerd gives it to a Worker: what it knows of the socket is in `cf`. */
function asked({ headers = {}, clientIp = '198.51.100.1:4321' }: Told = {}) {
  return Object.assign(new Request('http://localhost/', { headers }), { cf: { clientIp } })
}

const forged = {
  'CF-Connecting-IP': '192.0.2.1',
  'X-Forwarded-For': '192.0.2.2',
  'X-Real-IP': '192.0.2.3',
  Forwarded: 'for=192.0.2.4',
  'True-Client-IP': '192.0.2.5',
}

test('no header is believed unless it is the one that the setting names', () => {
  expect(clientAddress(asked({ headers: forged }), 'socket')).toBe('198.51.100.1')
  expect(clientAddress(asked({ headers: forged }), 'platform')).toBe('192.0.2.1')
  expect(clientAddress(asked({ headers: forged }), 'X-Real-IP')).toBe('192.0.2.3')
  expect(clientAddress(asked(), 'platform')).toBeNull()
  expect(clientAddress(asked(), 'X-Forwarded-For')).toBeNull()
})

test('what a proxy appended is read, not what was told to it', () => {
  const headers = { 'X-Forwarded-For': '192.0.2.66, 192.0.2.67 , 203.0.113.9' }
  expect(clientAddress(asked({ headers }), 'X-Forwarded-For')).toBe('203.0.113.9')
})

test('a connection from this machine tells nothing of who asks', () => {
  for (const clientIp of ['127.0.0.1:4321', '127.8.8.8:1', '[::1]:4321', '[::ffff:127.0.0.1]:1'])
    expect(clientAddress(asked({ clientIp }), 'socket')).toBeNull()
  // On Cloudflare, where a forgotten setting leaves everybody unknown.
  expect(clientAddress(new Request('http://localhost/', { headers: forged }), 'socket')).toBeNull()
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:4321', '203.0.113.9'],
  ['2001:DB8::9', '2001:db8::9'],
  ['[2001:db8::9]', '2001:db8::9'],
  ['[2001:db8::9]:4321', '2001:db8::9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['unknown', null],
  ['_hidden', null],
  ['203.0.113', null],
  ['', null],
  [`${':'.repeat(30_000)}x`, null],
])('an address written %j', (written, address) => {
  expect(clientAddress(asked({ headers: { 'X-Real-IP': written } }), 'X-Real-IP')).toBe(address)
})

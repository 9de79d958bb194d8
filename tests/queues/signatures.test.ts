import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { makeDeps } from '../support/deps.ts'
import { current, deliver, envelope, mount, next, nothing } from './mounted-consumer.ts'
import { signDelivery } from './signed-delivery.ts'

test('the next signing key is good too, so that keys can be rotated', async () => {
  const body = envelope()
  const url = 'http://localhost/_queues/ingest-posts'
  const signature = signDelivery({ key: next, url, body })

  expect((await deliver(mount(makeDeps()), { body, signature })).status).toBe(204)
})

const url = 'http://localhost/_queues/ingest-posts'
const inS = (s: number) => Math.floor(Date.now() / 1000) + s
type Forged = Omit<Parameters<typeof signDelivery>[0], 'key' | 'url' | 'body'>
const forged = (part: Forged) => (body: string) =>
  signDelivery({ key: current, url, body, ...part })

test.each([
  ['no signature', () => ''],
  ['nonsense', () => 'a.b.c'],
  ['another key', (body: string) => signDelivery({ key: 'sig_other', url, body })],
  [
    'the public development key',
    (body: string) => signDelivery({ key: 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r', url, body }),
  ],
  ['another body', () => signDelivery({ key: current, url, body: envelope() })],
  [
    'another job',
    (body: string) => signDelivery({ key: current, url: url.replace('ingest', 'purge'), body }),
  ],
  [
    'another site',
    (body: string) =>
      signDelivery({ key: current, url: url.replace('localhost', 'evil.example'), body }),
  ],
  ['no algorithm', forged({ alg: 'none' })],
  ['HS384', forged({ alg: 'HS384' })],
  ['HS512', forged({ alg: 'HS512' })],
  ['no end', forged({ claims: { exp: undefined } })],
  ['an end that is no time', forged({ claims: { exp: 'never' } })],
  ['a time that is over', forged({ claims: { exp: inS(-10) } })],
  ['a time that lasts for years', forged({ claims: { exp: inS(3 * 365 * 86_400) } })],
  ['no beginning', forged({ claims: { nbf: undefined } })],
  ['a time that has not begun', forged({ claims: { nbf: inS(60) } })],
  ['no time of signing', forged({ claims: { iat: undefined } })],
  ['another issuer', forged({ claims: { iss: 'Downstash' } })],
  ['no issuer', forged({ claims: { iss: undefined } })],
  ['no address', forged({ claims: { sub: undefined } })],
  ['no hash of the body', forged({ claims: { body: undefined } })],
  ['a hash that is no text', forged({ claims: { body: ['x'] } })],
])('signed with %s: refused with 401, and nothing runs', async (_, sign) => {
  vi.stubEnv('QSTASH_DEV', 'true')
  const job = vi.fn(nothing)
  const body = envelope()

  const response = await deliver(mount({ ...makeDeps(), job }), { body, signature: sign(body) })
  vi.unstubAllEnvs()

  expect(response.status).toBe(401)
  expect(job).not.toHaveBeenCalled()
})

test('a hash of the body with the padding that base64 may have is the same hash', async () => {
  const body = envelope()
  const hash = `${createHash('sha256').update(body).digest('base64url')}=`
  const signature = forged({ claims: { body: hash } })(body)
  expect((await deliver(mount(makeDeps()), { body, signature })).status).toBe(204)
})

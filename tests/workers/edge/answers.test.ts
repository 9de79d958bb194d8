import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { makeActor, makeEvent } from '../../support/make.ts'

const nextYear = new Date().getFullYear() + 1
const NEXT_YEAR = { startsOn: `${nextYear}-05-01`, endsOn: `${nextYear}-05-02` }

test('the second anonymous request is a hit, and costs nothing but the bytes', async () => {
  const edge = makeEdge()
  const event = await makeEvent(NEXT_YEAR)
  const path = `/${event.year}/${event.slug}/`

  const first = await edge.send(path)
  const second = await edge.send(`${path}?utm_source=newsletter`)

  expect(first.headers.get('x-cache')).toBe('miss')
  expect(first.headers.get('server-timing')).toContain('db;desc="1"')
  expect(second.headers.get('x-cache')).toBe('hit')
  expect(second.headers.get('cache-control')).toBe('private, no-cache')
  expect(await second.text()).toBe(await first.text())
})

test('a page is made anew when its own tag is purged, and no other', async () => {
  const edge = makeEdge()
  const event = await makeEvent(NEXT_YEAR)
  const ask = async () => {
    const { headers } = await edge.send(`/${event.year}/${event.slug}/`)
    // For the cache in front of the public app: browsers have no use for it.
    expect(headers.has('cache-tag')).toBe(false)
    return headers.get('x-cache')
  }
  expect(await ask()).toBe('miss')

  await edge.purge(['event-of-somebody-else'])
  expect(await ask()).toBe('hit')
  await edge.purge([`event-${event.id}`])
  expect(await ask()).toBe('miss')
})

test('a browser that has the page is told so in 304, also by HEAD', async () => {
  const edge = makeEdge()
  const etag = (await edge.send('/topics/')).headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"[\w-]+"$/)

  const again = await edge.send('/topics/', { headers: { 'if-none-match': `"other", ${etag}` } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  const head = await edge.send('/topics/', { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
})

const decoders = { gzip: gunzipSync, br: brotliDecompressSync, plain: (bytes: Buffer) => bytes }

test.each([
  ['gzip, deflate, br', 'gzip'],
  ['br;q=1.0, gzip;q=0.5', 'gzip'],
  ['gzip;q=0, identity', null],
  ['br', 'br'],
  ['gzip;q=0, br', 'br'],
  ['br;q=0.0', null],
  ['identity', null],
])(
  'whoever accepts %s gets the page encoded as %s, the first time and the next',
  async (accept, encoding) => {
    const edge = makeEdge()
    const plain = await (await makeEdge().send('/topics/')).text()
    for (const state of ['miss', 'hit']) {
      const answer = await edge.send('/topics/', { headers: { 'accept-encoding': accept } })
      expect([answer.headers.get('x-cache'), answer.headers.get('content-encoding')]).toEqual([
        state,
        encoding,
      ])
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(decoders[(encoding ?? 'plain') as keyof typeof decoders](bytes).toString()).toBe(plain)
    }
  },
)

test('after a minute the page is made anew', async () => {
  const edge = makeEdge()
  await edge.send('/topics/')
  edge.clock.nowMs += 54_999
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('hit')
  edge.clock.nowMs += 5_001
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('miss')
})

test.each([
  ['/1999/no-such-event/', 404],
  ['/99999/x/', 404],
  ['/topics/no-such-topic/', 404],
  ['/places/no-such-place/', 404],
  ['/conferences/?after=%00%ff', 400],
  ['/conferences/?month=2026-13', 400],
  ['/topics/%E0%A4%A/', 404],
  ['/no/such/page/at/all/', 404],
])('%s is answered with %i, not with an error', async (path, status) => {
  const answer = await makeEdge().send(path)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain('<h1')
})

test('an address of 3,000 characters is not found either', async () => {
  expect((await makeEdge().send(`/2026/${'x'.repeat(3000)}/`)).status).toBe(404)
})

test('whoever asks for JSON is told what went wrong in JSON, and nobody else gets that copy', async () => {
  const edge = makeEdge()
  const headers = { accept: 'application/json' }

  const answer = await edge.send('/1999/no-such-event/', { headers })

  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(await answer.json()).toMatchObject({ status: 404, detail: expect.any(String) })
  // It is kept, so it may not name the request of whoever asked first.
  expect(await (await edge.send('/1999/no-such-event/', { headers })).json()).not.toHaveProperty(
    'requestId',
  )
  const html = await edge.send('/1999/no-such-event/')
  expect(html.headers.get('content-type')).toContain('text/html')
})

test('an address without its slash leads to the one with it, on this site', async () => {
  const answer = await makeEdge().send('/conferences?topic=css')
  expect([answer.status, answer.headers.get('location')]).toEqual([301, '/conferences/?topic=css'])
})

test('a form from another site, or from nowhere, is refused and changes nothing', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  const event = await makeEvent(NEXT_YEAR)
  const path = `/${event.year}/${event.slug}/attendance/`

  const evil = await edge.send(
    path,
    form({ role: 'attending' }, { cookie, Origin: 'https://evil.example' }),
  )
  const none = await edge.send(path, form({ role: 'attending' }, { cookie, Origin: '' }))
  const own = await edge.send(path, form({ role: 'attending' }, { cookie }))

  expect([evil.status, none.status, own.status]).toEqual([403, 403, 303])
})

test('whoever asks for a sign-in mail gets one cookie, which no script reads and no other site sends', async () => {
  const answer = await makeEdge().send('/sign-in/', form({ email: 'stranger@example.org' }))
  const [cookie, ...more] = answer.headers.getSetCookie()
  expect([answer.status, more]).toEqual([303, []])
  expect(cookie).toMatch(
    /^__Host-asked=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('a body that is too large is refused with 413', async () => {
  const cookie = await sessionCookie(await makeActor())
  const answer = await makeEdge().send('/welcome/', form({ name: 'x'.repeat(70_000) }, { cookie }))
  expect(answer.status).toBe(413)
})

test.each([
  ['nonsense', '__Host-session=nonsense'],
  ['a signature of nothing', `__Host-session=${'A'.repeat(75)}.${'A'.repeat(43)}=`],
  ['bytes', '__Host-session=%00%ff; __Host-seen=%00'],
])('a session cookie of %s is a signed-out visitor', async (_, cookie) => {
  const answer = await makeEdge().send('/topics/', { headers: { cookie } })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('Sign in')
})

test('after a write the very next page of its writer shows it', async () => {
  const edge = makeEdge()
  const event = await makeEvent(NEXT_YEAR)
  const path = `/${event.year}/${event.slug}/`
  const cookie = await sessionCookie(await makeActor())

  const answer = await edge.send(`${path}attendance/`, form({ role: 'attending' }, { cookie }))
  const seen = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-seen='))

  expect(answer.status).toBe(303)
  expect(answer.headers.get('server-timing')).toMatch(/db;desc="[12]"/)
  expect(seen).toMatch(/Max-Age=3620.*HttpOnly.*Secure.*SameSite=Lax/)
  expect(seen).not.toContain('Domain')
  const next = await edge.send(path, { headers: { cookie: `${cookie}; ${seen?.split(';')[0]}` } })
  expect(await next.text()).toContain('Attending')
})

test('every answer forbids inline scripts, framing and sniffing, and carries the request id of its line in the log', async () => {
  const edge = makeEdge()
  for (const path of ['/', '/no-such-page/', '/dashboard/', '/sign-in/']) {
    const { headers } = await edge.send(path)
    expect(headers.get('content-security-policy'), path).toMatch(/script-src 'self'(;|$)/)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-z-]{20,}$/)
  }
  const hit = await edge.send('/')
  expect(hit.headers.get('x-cache')).toBe('hit')
  expect(hit.headers.get('x-request-id')).toBeNull()
})

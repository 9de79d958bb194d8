import { expect, test } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeEvent } from '../../support/make.ts'

/** What Cloudflare adds or takes off, and what PublicPages tells the gateway: none of a visitor's business. */
const NOT_FOR_VISITORS = /^(?:age|cache-tag|cf-.*|.*cdn-cache-control|vary|x-hallway-.*)$/
const leaksOf = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => NOT_FOR_VISITORS.test(name))

test('behind Workers Cache: a hit with an ETag, then 304, then a purge, then read-only’s hour', async () => {
  const edge = makeEdge({ platformCache: true })
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`
  const ask = (init?: RequestInit) => edge.send(path, init)
  const stateOf = ({ headers }: Response) => headers.get('x-cache')

  const first = await ask()
  expect([first.status, stateOf(first)]).toEqual([200, 'miss'])
  const second = await ask()
  const etag = second.headers.get('etag') ?? ''
  expect([second.status, stateOf(second), etag]).toEqual([
    200,
    'hit',
    expect.stringMatching(/^W\/"[\w-]+"$/),
  ])
  expect(await second.text()).toBe(await first.text())
  const third = await ask({ headers: { 'if-none-match': etag } })
  expect([third.status, stateOf(third), await third.text()]).toEqual([304, 'hit', ''])
  for (const answer of [first, second, third]) expect(leaksOf(answer)).toEqual([])
  expect(edge.origin.renders).toBe(1)

  await edge.purge([`event-${event.id}`])
  edge.clock.nowMs += 1
  expect(stateOf(await ask())).toBe('miss')
  expect(edge.origin.renders).toBe(2)
  expect(stateOf(await ask())).toBe('hit')

  edge.clock.mode = { ...WRITABLE, readOnly: true }
  edge.origin.answer = () => Promise.reject(new Error('the databases are being moved'))
  edge.clock.nowMs += 59 * 60_000
  const held = await ask()
  expect([held.status, stateOf(held), edge.origin.renders]).toEqual([200, 'hit', 2])
})

test('a page that was purged is what visitors get when the databases are gone, from either cache', async () => {
  const edge = makeEdge({ platformCache: true })
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`
  const text = await (await edge.send(path)).text()
  await edge.purge([`event-${event.id}`])
  edge.origin.answer = async () => new Response('sorry', { status: 503 })

  for (const isolate of ['this', 'another']) {
    if (isolate === 'another') edge.startIsolate()
    const page = await edge.send(path)
    expect([page.status, page.headers.get('x-cache')]).toEqual([200, 'stale'])
    expect([leaksOf(page), await page.text()]).toEqual([[], text])
  }
})

test('a copy that Workers Cache has tells nobody how long somebody else waited for it', async () => {
  const edge = makeEdge({ platformCache: true })
  await edge.send('/topics/')
  edge.clock.nowMs += 30_000
  const copy = await edge.send('/topics/')
  expect([copy.headers.get('x-cache'), copy.headers.get('server-timing')]).toEqual(['hit', null])
  expect(leaksOf(copy)).toEqual([])
})

test('no page is older than 60 s, counted in both caches', async () => {
  const edge = makeEdge({ platformCache: true })
  await edge.send('/topics/')
  edge.clock.nowMs += 54_999
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('hit')
  edge.clock.nowMs += 4_999
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('hit')
  edge.clock.nowMs += 2
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('miss')
})

test('a purge that is refused, or names too much, is an error; where there is no such cache, all is done', async () => {
  const edge = makeEdge({ platformCache: true })
  const purges = Array.from({ length: 25 }, () => edge.purge(['home']))
  await Promise.all(purges)
  await expect(edge.purge(['home'])).rejects.toThrow('too many purges')
  edge.clock.nowMs += 12_000
  await edge.purge(['home'])
  const many = Array.from({ length: 101 }, (_, i) => `event-${i}`)
  await expect(edge.purge(many)).rejects.toThrow('at most 100 tags')

  await makeEdge().purge(many)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { canonicalPath, canonicalRedirect, unescapedPath } from '#workers/gateway/canonical-url.ts'
import { knownParams } from '#workers/known-params.ts'

const canonical = (path: string) => {
  const { pathname, search } = new URL(path, 'http://localhost')
  return canonicalPath({ pathname: unescapedPath(pathname), search }, knownParams)
}

test.each([
  ['/topics/', '/topics/'],
  ['/topics/?utm_source=mail&fbclid=1', '/topics/'],
  ['/conferences/?topic=css&month=2026-05', '/conferences/?month=2026-05&topic=css'],
  ['/conferences/?topic=&place=', '/conferences/'],
  ['/conferences/?place=pune&place=york', '/conferences/?place=pune'],
  ['/conferences/?topic=js&topic=&topic=css&topic=js', '/conferences/?topic=css&topic=js'],
  ['/calls/?topic=css&topic=js', '/calls/?topic=css'],
  ['/conferences/?topic=&topic=css', '/conferences/?topic=css'],
  // The page refuses it. As if it had not been asked, it would show what nobody asked for.
  [`/conferences/?topic=${'x'.repeat(201)}`, `/conferences/?topic=${'x'.repeat(201)}`],
  ['/%63onferences/%3Ftopic=css', '/conferences/%3Ftopic=css'],
  ['/topics/%c3%a9%2F%2525/', '/topics/%C3%A9%2F%2525/'],
  ['/topics/%7e%2D%5f%2e/', '/topics/~-_./'],
  ['/conferences?topic=css&day=2026-05-01', '/conferences?topic=css'],
  ['/2026/fernconf/?day=2026-05-01&track=web', '/2026/fernconf/'],
  ['/2026/fernconf/schedule/?track=web&topic=css&picks=1', '/2026/fernconf/schedule/?track=web'],
  ['/no/such/page/at/all/?topic=css', '/no/such/page/at/all/'],
])('%s is the page %s', (asked, page) => {
  expect(canonical(asked)).toBe(page)
})

test('what a stranger adds to a link never makes another page', () => {
  const names = fc
    .string({ minLength: 1 })
    .filter((name) => !/^(after|from|month|online|place|to|topic|within|year)$/.test(name))
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string())), (extras) => {
      const query = new URLSearchParams([['topic', 'css'], ...extras])
      expect(canonical(`/conferences/?${query}`)).toBe('/conferences/?topic=css')
    }),
  )
})

test('the order of parameters makes no difference, and canonical stays canonical', () => {
  const pairs = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('after', 'from', 'online', 'place', 'to', 'topic', 'year'),
      fc.string({ maxLength: 200 }),
    ),
    { selector: ([name]) => name },
  )
  fc.assert(
    fc.property(pairs, (query) => {
      const once = canonical(`/conferences/?${new URLSearchParams(query)}`)
      const reversed = canonical(`/conferences/?${new URLSearchParams(query.toReversed())}`)
      expect(reversed).toBe(once)
      expect(canonical(once)).toBe(once)
    }),
  )
})

test('however a path is escaped it is the same path, and canonical stays canonical', () => {
  const inFull = (text: string) =>
    [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ09-_~/é;=+ %') }), (text) => {
      const once = canonical(`/topics/x${encodeURIComponent(text)}/`)
      expect(canonical(`/topics/x${inFull(text).join('')}/`)).toBe(once)
      expect(canonical(once)).toBe(once)
    }),
  )
})

test.each([
  ['/topics', '/topics/'],
  ['/conferences?topic=css', '/conferences/?topic=css'],
  ['//evil.example/x', '/evil.example/x/'],
  ['/topics/', null],
  ['/robots.txt', null],
  ['/Conferences', '/conferences/'],
  ['/Conferences/?topic=css', '/conferences/?topic=css'],
  ['/Topics/Caf%C3%A9/', '/topics/caf%C3%A9/'],
  ['/topics/caf%C3%A9/', null],
  ['/Sitemap.XML', '/sitemap.xml'],
  ['/sign-in/aBcD', '/sign-in/aBcD/'],
  ['/healthz', null],
])('%s lives at %s', (asked, home) => {
  expect(canonicalRedirect(asked)).toBe(home)
})

test('parameters stand in one order, whichever order the page declares them in', () => {
  const at = { pathname: '/', search: '?b=1&c=2&a=3' }
  for (const names of ['abc', 'cba', 'bca'])
    expect(canonicalPath(at, () => new Map([...names].map((name) => [name, 'one'])))).toBe(
      '/?a=3&b=1&c=2',
    )
})

test('every parameter that an address of ours may have makes a page of its own', () => {
  const event = { year: 2026, slug: 'x' }
  const spelt = [
    paths.conferences({ year: 2026, from: '2026-05', to: '2026-06', online: '1' }),
    paths.conferences({ place: 'x', within: '300', topic: ['x', 'y'] }),
    paths.speakers({ place: 'x', topic: 'x', letter: 'm' }),
    paths.calls({ topic: 'x', place: 'x', kind: 'x', travel: '1', closing: 'soon' }),
    paths.person('x', 2026),
    paths.schedule(event, { day: 'x', room: 'x', track: 'x', language: 'x', view: 'grid' }),
    paths.after(paths.seriesList(), 'x'),
  ]
  for (const path of spelt) {
    const params = (at: string) => [...new URL(at, 'http://localhost').searchParams].sort()
    expect(params(canonical(path))).toEqual(params(path))
  }
})

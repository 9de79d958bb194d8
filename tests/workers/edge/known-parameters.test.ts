import { expect } from 'vitest'
import { knownParams } from '#workers/known-params.ts'
import { publicRoutes } from '#workers/public-routes.ts'
import { makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { everyPath } from '../../support/every-path.ts'

/** What each page may be asked for. A page that is not in here knows nothing. */
const known: Readonly<Record<string, readonly string[]>> = {
  '/conferences/': ['after', 'month', 'online', 'place', 'topic'],
  '/speakers/': ['after', 'place', 'topic'],
  '/calls/': ['after', 'closing', 'kind', 'place', 'topic', 'travel'],
  '/people/:handle/': ['after', 'year'],
  '/series/': ['after'],
  '/series/:slug/': ['after'],
  '/topics/:topic/': ['after'],
  '/topics/:topic/past/': ['after'],
  '/topics/:topic/:year{[0-9]{4}}/': ['after'],
  '/places/:place/': ['after'],
  '/places/:place/past/': ['after'],
  '/venues/:city/:slug/': ['after'],
  '/coverage/': ['after'],
  '/coverage/:kind/': ['after'],
  '/:year{[0-9]{4}}/:slug/coverage/': ['after'],
  '/:year{[0-9]{4}}/:slug/coverage/:kind/': ['after'],
  '/:year{[0-9]{4}}/:slug/speakers/': ['after'],
  '/:year{[0-9]{4}}/:slug/schedule/': ['day', 'language', 'room', 'track', 'view'],
}
/** `picks` is for the signed-in, whose pages are not cached. */
const everywhere = new Set([...Object.values(known).flat(), 'picks', 'utm_source', 'session'])

test('what a page does not know makes no new key and no render, on any route', async () => {
  const edge = makeEdge()
  const { patterns } = await everyPath()
  const open = new Set(publicRoutes.routes.map(({ path }) => path))
  const asked = [...patterns].filter(([pattern]) => open.has(pattern))
  expect(asked.length).toBeGreaterThan(20)

  const missed: string[] = []
  for (const [pattern, path] of asked) {
    expect([...knownParams(path)].sort(), pattern).toEqual(known[pattern] ?? [])
    const unknown = [...everywhere].filter((name) => !known[pattern]?.includes(name))
    const first = await edge.send(path)
    // Pictures are not there: there is no web here.
    expect(first.status, path).toBe(path.startsWith('/pictures/') ? 404 : 200)
    const page = await first.text()
    const { renders } = edge.origin
    for (let i = 0; i < 3; i++) {
      const query = unknown.map((name) => `${name}=${name === 'day' ? `2026-01-0${i + 1}` : i}`)
      const answer = await edge.send(`${path}?${query.join('&')}`)
      expect(await answer.text(), pattern).toBe(page)
      if (answer.headers.get('x-cache') !== 'hit') missed.push(pattern)
    }
    if (edge.origin.renders !== renders) missed.push(`${pattern} rendered`)
  }
  expect(missed).toEqual([])
})

test.each([
  ['/conferences/?month=2026-13'],
  ['/speakers/?topic=_'],
  ['/calls/?kind=party'],
  ['/people/ada/?year=99999999'],
  ['/series/?after=_'],
  ['/2026/fernconf/schedule/?day=xyz'],
])('%s is refused without asking the database, and not kept', async (path) => {
  const edge = makeEdge()
  for (const visit of [1, 2]) {
    const { status, headers } = await edge.send(path)
    expect([visit, status, headers.get('cache-control')]).toEqual([visit, 400, 'private, no-store'])
    expect(headers.get('server-timing')).toContain('db;desc="0"')
  }
})

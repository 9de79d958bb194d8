import { expect } from 'vitest'
import { knownParams } from '#workers/known-params.ts'
import { publicRoutes } from '#workers/public-routes.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { everyPath } from '../../support/every-path.ts'
import { makeActor, makeTopic } from '../../support/make.ts'

/** What each page may be asked for. A page that is not in here knows nothing. */
const known: Readonly<Record<string, readonly string[]>> = {
  '/conferences/': [
    ...['after', 'from', 'month', 'online', 'place'],
    ...['to', 'topic', 'within', 'year'],
  ],
  '/search/': ['after', 'kind', 'q'],
  '/speakers/': ['after', 'letter', 'place', 'topic'],
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
  '/:scope{people|series|topics}/:slug/coverage/': ['after'],
  '/:scope{people|series|topics}/:slug/coverage/:kind/': ['after'],
  '/:year{[0-9]{4}}/:slug/coverage/': ['after'],
  '/:year{[0-9]{4}}/:slug/coverage/:kind/': ['after'],
  '/:year{[0-9]{4}}/:slug/speakers/': ['after'],
  '/:year{[0-9]{4}}/:slug/attendees/': ['after'],
  '/:year{[0-9]{4}}/:slug/trackers/': ['after'],
  '/:year{[0-9]{4}}/:slug/schedule/': ['day', 'language', 'q', 'room', 'track', 'view'],
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
    expect([...knownParams(path).keys()].sort(), pattern).toEqual(known[pattern] ?? [])
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

test('a value of another shape is refused without asking the database and kept nowhere, for every parameter of every route', async () => {
  const edge = makeEdge()
  const { patterns } = await everyPath()
  let tried = 0
  for (const [pattern, names] of Object.entries(known))
    for (const name of names)
      for (const value of ['\0', 'x'.repeat(1_100)]) {
        const path = `${patterns.get(pattern)}?${new URLSearchParams({ [name]: value })}`
        for (const visit of [1, 2]) {
          const { status, headers } = await edge.send(path)
          const said = [visit, status, headers.get('cache-control'), headers.get('x-cache')]
          expect(said, path).toEqual([visit, 400, 'private, no-store', 'miss'])
          expect(headers.get('server-timing'), path).toContain('db;desc="0"')
          tried += 1
        }
      }
  expect(tried).toBeGreaterThan(100)
})

test.each([
  ['/conferences/?month=2026-13'],
  ['/conferences/?month=1026-12'],
  ['/conferences/?after=MjAyNi0wMS0wMSAwMTk4YTAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDF'],
  ['/conferences/?online=yes'],
  ['/conferences/?from=2026-5'],
  ['/conferences/?year=1026'],
  ['/conferences/?place=x&within=299'],
  ['/conferences/?topic=a&topic=b&topic=c&topic=d&topic=e'],
  ['/speakers/?letter=matz'],
  ['/speakers/?topic=_'],
  ['/calls/?kind=party'],
  ['/calls/?closing=7'],
  ['/calls/?after=none~0198A000-0000-7000-8000-000000000001'],
  ['/calls/?after=2026-01-01T00:00:00Z~0198a000-0000-7000-8000-000000000001'],
  ['/coverage/?after=0198A000-0000-7000-8000-000000000001'],
  ['/people/ada/?year=99999999'],
  ['/people/ada/?year=1000'],
  ['/series/?after=_'],
  ['/topics/css/?after=1'],
  ['/2026/fernconf/speakers/?after=0200'],
  ['/2026/fernconf/schedule/?day=xyz'],
  ['/2026/fernconf/schedule/?day=0000-01-01'],
  [
    `/conferences/?after=${btoa('0000-01-01 0198a000-0000-7000-8000-000000000001').replaceAll('=', '')}`,
  ],
  ['/2026/fernconf/schedule/?language=klingon!'],
  ['/2026/fernconf/schedule/?view=list'],
])('%s is refused', async (path) => {
  const { status, headers } = await makeEdge().send(path)
  expect([status, headers.get('cache-control')]).toEqual([400, 'private, no-store'])
  expect(headers.get('server-timing')).toContain('db;desc="0"')
})

test('whoever is signed in is refused what strangers are, and reads the same of what both are shown', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  const { slug } = await makeTopic()
  const answers = async (path: string) => {
    const both = [await edge.send(path), await edge.send(path, { headers: { cookie } })]
    const titles = both.map(async (answer) => /<title>.*?<\/title>/.exec(await answer.text())?.[0])
    return [...both.map(({ status }) => status), ...(await Promise.all(titles))]
  }
  for (const path of ['/speakers/?topic=_', `/speakers/?topic=${'x'.repeat(201)}`]) {
    const [one, other] = await answers(path)
    expect([one, other], path).toEqual([400, 400])
  }
  const [, , title, same] = await answers(`/speakers/?topic=&topic=${slug}&topic=_`)
  expect(title).toBe(same)
})

import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { writeCallCursor } from '#functions/calls/call-cursor.ts'
import { writeCursor } from '#functions/events/cursor.ts'
import { publicRoutes } from '#workers/public-routes.ts'
import { makeEdge } from '../../support/edge.ts'
import { everyPath } from '../../support/every-path.ts'

const day = (i: number) => new Date(i * 86_400_000).toISOString().slice(0, 10)

/** Addresses of every kind of which there is no end: values that fit, values that do not, pages that are not there. */
const madeUp: readonly ((event: string, i: number) => string)[] = [
  (_, i) => `/2027/made-up-${i}/`,
  (_, i) => `/2027/MADE-up-${i}/`,
  (_, i) => `/2027/made-up-${i}`,
  (_, i) => `/topics/made-up-${i}/past/`,
  (_, i) => `/no/such/page/${i}/at/all/`,
  (_, i) => `/pictures/people/made-up-${i}`,
  (_, i) => `/sitemap-${1000 + (i % 2000)}-0${1 + (i % 9)}.xml`,
  (event, i) => `${event}made-up-${i}/`,
  (event, i) => `${event}schedule/?room=Hall+${i}`,
  (event, i) => `${event}schedule/?track=${i}&view=grid`,
  (event, i) => `${event}schedule/?day=${day(i)}`,
  (event, i) => `${event}schedule/?closing=${i}`,
  (event, i) => `${event}?utm_source=${i}`,
  (event, i) =>
    `${event.replace(/^\/(\d)/, (_, digit) => `/%${digit.charCodeAt(0).toString(16)}`)}?${i}`,
  (_, i) => `/calls/?closing=${i}`,
  (_, i) => `/calls/?place=made-up-${i}`,
  (_, i) =>
    `/calls/?after=${encodeURIComponent(writeCallCursor({ deadline: new Date(i), id: newId() }))}`,
  (_, i) => `/conferences/?after=${writeCursor({ startsOn: day(i), id: newId() })}`,
  (_, i) => `/speakers/?topic=css&place=made-up-${i}`,
  (_, i) => `/series/?after=made-up-${i}`,
]

test('20,000 requests with made-up values and paths leave every page that people visit a hit', async () => {
  const edge = makeEdge()
  const { event, patterns } = await everyPath()
  const open = new Set(publicRoutes.routes.map(({ path }) => path))
  const visited = [...patterns].filter(([pattern]) => open.has(pattern)).map(([, path]) => path)
  const visit = async () => {
    const states: unknown[] = []
    for (const path of visited) states.push((await edge.send(path)).headers.get('x-cache'))
    return states
  }
  await visit()
  await visit()

  // As the real ones answer: all the same size, so that they would fill the cache many times over.
  const body = crypto.getRandomValues(new Uint8Array(6_000))
  const real = edge.origin.answer
  edge.origin.answer = async (request) => {
    const { pathname, search } = new URL(request.url)
    const fits = !/closing=|after=%/.test(search)
    const headers = { 'Content-Type': 'text/html', ...(fits && { 'X-Hallway-Tags': 'made-up' }) }
    return new Response(body, { status: pathname.includes('made-up') ? 404 : 200, headers })
  }
  const { renders } = edge.origin
  for (let i = 0; i < 20_000; i++)
    await edge.send(madeUp[i % madeUp.length]?.(`/${event.year}/${event.slug}/`, i) ?? '/')
  expect(edge.origin.renders - renders).toBeGreaterThan(10_000)

  edge.origin.answer = real
  expect(await visit()).toEqual(visited.map(() => 'hit'))
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Report } from '#workers/incidents/report.ts'
import { logged } from '#workers/request-log.ts'
import { routeOf } from '#workers/route-of.ts'
import { unsafe } from '../support/unsafe.ts'

let lines: Record<string, unknown>[] = []
const reports: Report[] = []
const work: Promise<unknown>[] = []
beforeEach(() => {
  lines = []
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line) => void lines.push(JSON.parse(line)))
})
afterEach(() => {
  vi.restoreAllMocks()
})

const context = {
  origin: 'https://hallway.example',
  report: (one: Report) => void reports.push(one),
  findRoute: async (request: Request) => routeOf(request),
  keepAlive: (one: Promise<unknown>) => void work.push(one),
}
const ask = async (path: string, headers: Record<string, string>, method = 'GET') => {
  await logged(new Request(`https://hallway.example${path}`, { method }), context, async () => {
    return new Response('page', { headers: { 'X-Request-Id': 'abc-1', ...headers } })
  })
  await Promise.all(work)
}

test.each([
  ['GET', '/2027/fernconf/?utm_source=ada', '/:year/:slug/'],
  ['HEAD', '/people/ada/', '/people/:handle/'],
  ['POST', '/2027/fernconf/attendance/', '/:year/:slug/attendance/'],
  ['GET', '/sitemap-2027-01.xml', '/:file'],
  ['GET', '/nothing/is/here/at/all', null],
])('%s %s is one line with its route %s', async (method, path, route) => {
  await ask(
    path,
    { 'X-Cache': 'miss', 'Server-Timing': 'db;desc="2";dur=3.4, render;dur=9' },
    method,
  )
  expect(lines).toEqual([
    {
      time: expect.any(String),
      ...{ level: 'info', message: 'request', requestId: 'abc-1', method, status: 200 },
      route,
      ...{ cache: 'miss', trips: 2, tripsMs: 3.4, ms: expect.any(Number) },
    },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/ada|fernconf/)
})

test('hits, assets and refusals have no line; a stale page has one without trips', async () => {
  await ask('/topics/', { 'X-Cache': 'hit' })
  await ask('/assets/site.css', {})
  await ask('/topics/', { 'X-Cache': 'bypass', 'Retry-After': '3' })
  expect(lines).toEqual([])
  await ask('/topics/', { 'X-Cache': 'stale', 'Server-Timing': 'cache;desc=stale' })
  expect(lines).toMatchObject([{ cache: 'stale', route: '/topics/' }])
  expect(lines[0]).not.toHaveProperty('trips')
})

test('no answer waits for its line, nor for what must be loaded to write it', async () => {
  const loading = Promise.withResolvers<null>()
  const timed = async () => new Response('page', { headers: { 'Server-Timing': 'total' } })
  const request = new Request('https://hallway.example/topics/')
  const answer = await logged(request, { ...context, findRoute: () => loading.promise }, timed)
  expect([answer.status, lines]).toEqual([200, []])
  loading.resolve(null)
  await Promise.all(work)
  expect(lines).toMatchObject([{ message: 'request', route: null }])
})

test('an error of the gateway itself is a 500 with a number, logged once and reported', async () => {
  const request = new Request('https://hallway.example/topics/')
  const answer = await logged(request, context, () => Promise.reject(new Error('no loopback')))
  const requestId = answer.headers.get('x-request-id') ?? ''
  await Promise.all(work)
  expect(answer.status).toBe(500)
  expect(unsafe(answer, context.origin)).toEqual([])
  expect(await answer.text()).toContain(requestId)
  expect(lines).toMatchObject([{ level: 'error', requestId, route: '/topics/' }])
  expect(reports).toMatchObject([{ kind: 'unexpected-error' }])
})

test('an error is told too where the routes cannot be loaded either', async () => {
  const broken = new Error('no apps')
  const findRoute = () => Promise.reject(broken)
  const request = new Request('https://hallway.example/topics/')
  const answer = await logged(request, { ...context, findRoute }, () => Promise.reject(broken))
  await Promise.all(work)
  expect(answer.status).toBe(500)
  expect(lines).toMatchObject([{ level: 'error', route: null }])
})

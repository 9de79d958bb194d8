import { expect, test } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { type GatewayOptions, gateway, serveFromCache } from '#workers/gateway/gateway.ts'
import { PageCache } from '#workers/gateway/page-cache.ts'
import type { SiteState } from '#workers/gateway/site-state.ts'

const ORIGIN = 'http://gateway.test'
const HOUR_MS = 60 * 60_000
const COOKIE = { cookie: 'theme=dark; __Host-session=somebody' }
const FORM = 'role=attending'
const BROKEN = 'The request could not be read. Nothing was saved: send it again'

/** The gateway, and apps behind it that say what they were asked. */
function makeGateway(more: Partial<GatewayOptions> = {}) {
  const clock = { nowMs: 1_000_000_000, state: stateOf(false) as SiteState | null }
  const asked: string[] = []
  const note = (app: string) => async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const body = await request.text()
    const sent = body && ` with ${body}`
    const cookie = request.headers.has('cookie') ? ' as somebody' : ''
    asked.push(`${app}: ${request.method} ${pathname}${search}${sent}${cookie}`)
    const headers = { 'X-Hallway-Tags': 'all' }
    return new Response(app, { status: pathname.includes('none') ? 404 : 200, headers })
  }
  const options: GatewayOptions = {
    settings: { ORIGIN, PAGE_CACHE_SECONDS: 60 },
    pageCache: new PageCache(),
    pictureCache: new PageCache(),
    nowMs: () => clock.nowMs,
    memoizedState: () => clock.state,
    readState: async (nowMs) => {
      asked.push(`state at ${nowMs}`)
      return stateOf(false)
    },
    loadKnownParams: async () => () => new Map([['after', 'one'] as const]),
    publicPages: note('pages'),
    site: note('site'),
    assets: note('assets'),
    admit: (_, work) => work(),
    refuses: () => false,
    variantOf: () => '',
    loadLane: async () => 'delivery',
    refuse: async () => new Response('too many', { status: 503 }),
    keepAlive: () => undefined,
    ...more,
  }
  const fast = (path: string, init: RequestInit = {}) =>
    serveFromCache(new Request(ORIGIN + path, init), options)
  const send = async (path: string, init: RequestInit = {}) => {
    asked.length = 0
    const answer = fast(path, init) ?? (await gateway(new Request(ORIGIN + path, init), options))
    return { status: answer.status, text: await answer.text(), asked: [...asked], answer }
  }
  return { send, fast, clock, options }
}

const stateOf = (readOnly: boolean): SiteState => ({
  ...{ mode: { ...WRITABLE, readOnly }, replicas: { behind: [], atMs: 0 } },
})

test.each([
  ['/dashboard/', {}, 'site: GET /dashboard/'],
  ['/sign-in/', {}, 'site: GET /sign-in/'],
  ['/healthz', {}, 'site: GET /healthz'],
  ['/2027/some-conf/coverage/add/', {}, 'site: GET /2027/some-conf/coverage/add/'],
  ['/topics/', { headers: COOKIE }, 'site: GET /topics/ as somebody'],
  ['/topics/', { method: 'POST', body: FORM }, `site: POST /topics/ with ${FORM}`],
  ['/topics/', { method: 'DELETE', headers: COOKIE }, 'site: DELETE /topics/ as somebody'],
  ['/topics/', { headers: { cookie: 'x__Host-session=somebody' } }, 'pages: GET /topics/'],
  ['/topics/', { method: 'HEAD' }, 'pages: GET /topics/'],
  ['/topics/?after=b&utm_source=x', {}, 'pages: GET /topics/?after=b'],
  ['/t%6fpics/', {}, 'pages: GET /topics/'],
  ['/pictures/x', { headers: COOKIE }, 'pages: GET /pictures/x'],
  ['/assets/site.css', { headers: COOKIE }, 'assets: GET /assets/site.css as somebody'],
  ['/favicon.ico', { method: 'HEAD' }, 'assets: HEAD /favicon.ico'],
  ['/assets/site.css', { method: 'POST', body: '' }, 'site: POST /assets/site.css'],
])('%s asked by %j is answered by %s', async (path, init, who) => {
  expect((await makeGateway().send(path, init)).asked).toEqual([who])
})

test('while read-only the site and the pages are asked by nobody in particular, and no cookie counts', async () => {
  const { send, clock } = makeGateway()
  clock.state = stateOf(true)
  expect((await send('/topics/', { headers: COOKIE })).asked).toEqual(['pages: GET /topics/'])
  expect((await send('/dashboard/', { headers: COOKIE })).asked).toEqual(['site: GET /dashboard/'])
  const write = await send('/x/', { method: 'POST', body: FORM, headers: COOKIE })
  expect(write.asked).toEqual([`site: POST /x/ with ${FORM}`])
})

test('while read-only a page may be an hour old, and else a minute', async () => {
  for (const [readOnly, freshMs] of [
    [true, HOUR_MS],
    [false, 60_000],
  ] as const) {
    const { send, clock } = makeGateway()
    clock.state = stateOf(readOnly)
    await send('/topics/')
    clock.nowMs += freshMs - 1
    expect((await send('/topics/')).asked).toEqual([])
    clock.nowMs += 1
    expect((await send('/topics/')).asked).toEqual(['pages: GET /topics/'])
  }
})

test('a picture is kept for an hour, and takes no page’s place', async () => {
  const { send, clock, options } = makeGateway()
  await send('/pictures/x')
  expect(options.pageCache.getFresh('/pictures/x', clock.nowMs, HOUR_MS)).toBeNull()
  clock.nowMs += HOUR_MS - 1
  expect((await send('/pictures/x')).asked).toEqual([])
  clock.nowMs += 1
  expect((await send('/pictures/x')).asked).toEqual(['pages: GET /pictures/x'])
})

test('the state is read when it is not known well enough, by whoever comes for a page that is kept, too', async () => {
  const { send, clock } = makeGateway()
  await send('/kept/')
  expect((await send('/kept/')).asked).toEqual([])
  clock.state = null
  const read = `state at ${clock.nowMs}`
  expect((await send('/kept/')).asked).toEqual([read])
  expect((await send('/dashboard/')).asked).toEqual([read, 'site: GET /dashboard/'])
})

test('a kept page is served at once to strangers who want all of it, and to nobody else', async () => {
  const { send, fast, clock } = makeGateway()
  expect(fast('/fast/')).toBeNull()
  await send('/fast/?utm_source=x')
  await send('/fast/')
  expect(await fast('/fast/')?.text()).toBe('pages')
  expect(fast('/fast/?utm_source=x')?.status).toBe(200)
  expect(fast('/fast/', { headers: { cookie: 'theme=dark' } })?.status).toBe(200)
  expect(fast('/fast/', { headers: COOKIE })).toBeNull()
  expect(fast('/fast/', { method: 'HEAD' })).toBeNull()
  expect(fast('/fast/', { headers: { 'if-none-match': '"1"' } })).toBeNull()
  clock.nowMs += 60_000
  expect(fast('/fast/')).toBeNull()
  await send('/none/')
  expect(fast('/none/')).toBeNull()
})

test('who is one too many is refused, and no body is read for it', async () => {
  const refusing = makeGateway({ refuses: () => true })
  const body = new ReadableStream({ pull: () => expect.unreachable() }, { highWaterMark: 0 })
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit
  expect(await refusing.send('/x/', init)).toMatchObject({ status: 503, asked: [] })
  // Of a page it is known only once it is admitted.
  expect((await refusing.send('/dashboard/')).asked).toEqual(['site: GET /dashboard/'])

  const full = makeGateway({ admit: async () => null })
  expect(await full.send('/dashboard/')).toMatchObject({ status: 503, asked: [] })
})

test('a body that breaks off is told as that', async () => {
  const torn = new ReadableStream({ pull: (stream) => stream.error(new Error('reset')) })
  const send = (body: ReadableStream) =>
    makeGateway().send('/x/', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(await send(torn)).toMatchObject({ status: 400, text: `${BROKEN}\n`, asked: [] })
})

test.each([
  ['*', 304],
  [' * ', 304],
  ['"other", ETAG', 304],
  ['"other"', 200],
])('whoever says that they have %s is answered with %i', async (said, status) => {
  const { send } = makeGateway()
  const { answer: first } = await send('/etag/')
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"[\w-]{16}"$/)
  const headers = { 'if-none-match': said.replace('ETAG', etag), 'accept-encoding': 'gzip' }
  const again = await send('/etag/', { headers })
  expect(again.status).toBe(status)
  const told = ['content-type', 'content-encoding'].map((name) => again.answer.headers.get(name))
  expect(told).toEqual(status === 304 ? [null, null] : ['text/plain;charset=UTF-8', 'gzip'])
})

test('an old page says that it is one', async () => {
  const { send, clock, options } = makeGateway()
  await send('/old/')
  clock.nowMs += HOUR_MS
  options.publicPages = () => Promise.reject(new Error('away'))
  const { answer } = await send('/old/')
  expect([answer.headers.get('x-cache'), answer.headers.get('server-timing')]).toEqual([
    'stale',
    'cache;desc=stale',
  ])
})

test('pages are asked for as HTML; where no other cache may have one, whether there is a place for it', async () => {
  const places: object[] = []
  const accepted: (string | null)[] = []
  const { send, options } = makeGateway({ refuses: (asked) => places.push(asked) < 0 })
  options.publicPages = async ({ headers }) => {
    accepted.push(headers.get('accept'))
    return new Response('page', { headers: { 'X-Hallway-Tags': 'all' } })
  }
  await send('/first/')
  expect(places).toEqual([])
  await send('/second/')
  expect(places).toEqual([{ method: 'GET', pathname: '/second/', isPublic: true }])
  expect(accepted).toEqual(['text/html', 'text/html'])
})

test('only what may be kept tells whether another cache stands before the pages', async () => {
  const { send, options } = makeGateway()
  options.publicPages = async () => new Response('page', { headers: { 'cf-cache-status': 'HIT' } })
  await send('/not-kept/')
  expect(options.pageCache.hasSharedCache).toBeNull()
})

test('a delivery takes a place of its job’s lane, and nothing else does', async () => {
  const places: object[] = []
  const { send } = makeGateway({
    admit: (asked, work) => {
      places.push(asked)
      return work()
    },
    loadLane: async (job) => (job === 'send-email' ? 'mail' : 'delivery'),
  })
  await send('/_queues/send-email', { method: 'POST', body: FORM })
  await send('/dashboard/_queues/', { method: 'POST', body: FORM })
  expect(places).toEqual([
    { method: 'POST', pathname: '/_queues/send-email', lane: 'mail' },
    { method: 'POST', pathname: '/dashboard/_queues/' },
  ])
})

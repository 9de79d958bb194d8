import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CachedPage } from '#workers/gateway/cached-page.ts'
import { late, MINUTE, makeCache, never, page, read, refuse } from '../../support/page-cache.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('a page that is too old is not shown while the origin answers, however slowly', async () => {
  const { origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(90_000)
  origin.answer = late('new', 11_000)

  const visits = Promise.all([get(), get(), get()])
  await vi.advanceTimersByTimeAsync(11_000)

  expect((await visits).map(({ page }) => read(page))).toEqual(['new', 'new', 'new'])
})

test('when no new page can be had the old one is shown, for a day', async () => {
  const { origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(2 * MINUTE)

  origin.answer = refuse
  expect(await get()).toMatchObject({ state: 'stale' })
  origin.answer = async () => page('sorry', { status: 503 })
  expect(read((await get()).page)).toBe('render 1')
  origin.answer = never
  const visit = get()
  await vi.advanceTimersByTimeAsync(15_000)
  expect((await visit).state).toBe('stale')

  vi.advanceTimersByTime(24 * 60 * MINUTE)
  origin.answer = refuse
  const told = expect(get()).rejects.toThrow('the database is down')
  await vi.advanceTimersByTimeAsync(8_000)
  await told
})

test('a render that failed slowly is not waited for again at once; one that comes ends that', async () => {
  const { origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(2 * MINUTE)
  origin.answer = () => late('', 12_000)().then(refuse)
  const first = get()
  await vi.advanceTimersByTimeAsync(12_000)
  expect((await first).state).toBe('stale')

  // Shown at once, while one render is under way for all.
  vi.advanceTimersByTime(20_000)
  const states = (await Promise.all([get(), get(), get()])).map(({ state }) => state)
  expect([states, origin.renders]).toEqual([['stale', 'stale', 'stale'], 3])
  await vi.advanceTimersByTimeAsync(12_000)
  origin.answer = async () => page('well again')
  expect((await get()).state).toBe('stale')
  expect(await get()).toMatchObject({ state: 'hit', page: page('well again') })
})

test.each([
  ['a 500', () => page('sorry', { status: 500 })],
  ['a 503', () => page('sorry', { status: 503 })],
  ['an old copy', () => page('render 1', { cameAs: 'stale' })],
])(
  '%s that took a second is reason enough to show the old page at once for two more',
  async (_, failure) => {
    const { origin, get } = makeCache()
    await get()
    vi.advanceTimersByTime(2 * MINUTE)
    origin.answer = () => late('', 1_000)().then(failure)
    const failing = get()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await failing).toMatchObject({ state: 'stale', page: { status: 200 } })

    vi.advanceTimersByTime(1_999)
    origin.answer = never
    expect(read((await get()).page)).toBe('render 1')
  },
)

test('a render that does not end is a failure too: nobody waits for it twice', async () => {
  const { origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(2 * MINUTE)
  origin.answer = never
  const visit = get()
  await vi.advanceTimersByTimeAsync(15_000)
  expect((await visit).state).toBe('stale')
  expect((await get()).state).toBe('stale')
})

test('a render that took long and came is no failure', async () => {
  const { cache, origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(2 * MINUTE)
  origin.answer = late('new', 1_000)
  const visit = get()
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await visit).state).toBe('miss')
  cache.expire(['t'], Date.now())
  vi.advanceTimersByTime(1)
  origin.answer = async () => page('newer')
  expect(read((await get()).page)).toBe('newer')
})

test('a failure that is long over does not count', async () => {
  const { origin, get } = makeCache()
  await get()
  vi.advanceTimersByTime(2 * MINUTE)
  origin.answer = () => late('', 3_000)().then(refuse)
  void get()
  await vi.advanceTimersByTimeAsync(3_000)
  vi.advanceTimersByTime(6_000)

  origin.answer = late('well again', 100)
  const visit = get()
  await vi.advanceTimersByTimeAsync(100)
  expect(read((await visit).page)).toBe('well again')
})

test('a write makes its pages stale and no others, even one whose render had begun before it', async () => {
  const { cache, origin, get } = makeCache()
  origin.answer = async () => page('event', { tags: ['event-1'] })
  await get('/event')
  origin.answer = async () => page('topic', { tags: ['topic-css'] })
  await get('/topic')
  const { promise, resolve } = Promise.withResolvers<CachedPage>()
  origin.answer = () => promise
  const early = get('/list')

  cache.expire(['event-1'], Date.now())
  resolve(page('old list', { tags: ['event-1'] }))
  await early

  origin.answer = async () => page('new', { tags: ['event-1'] })
  vi.advanceTimersByTime(1)
  expect((await get('/event')).state).toBe('miss')
  expect((await get('/topic')).state).toBe('hit')
  expect(read((await get('/list')).page)).toBe('new')
})

test('a page that a write made stale is what there is when no new one can be had', async () => {
  const { cache, origin, get } = makeCache()
  await get()
  cache.expire(['t'], Date.now())
  origin.answer = async () => page('sorry', { status: 503 })
  expect(await get()).toMatchObject({ state: 'stale', page: page('render 1') })

  // Also while read-only, when pages are fresh for an hour.
  expect((await get('/', 60 * MINUTE)).state).toBe('stale')
})

test('a copy from the cache in front of the render is a hit; an old one is shown as such and not kept fresh', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('copy', { cameAs: 'hit', ageMs: 50_000 })
  expect((await get()).state).toBe('hit')
  vi.advanceTimersByTime(5_000)
  origin.answer = async () => page('old copy', { cameAs: 'stale', ageMs: 600_000 })
  expect(await get('/', 5_000)).toMatchObject({ state: 'stale' })
  expect(origin.renders).toBe(2)
  expect(await get('/', 5_000)).toMatchObject({ state: 'stale' })
  expect(origin.renders).toBe(3)
})

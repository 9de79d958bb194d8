import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { late, MINUTE, makeCache, page, read, refuse } from '../../support/page-cache.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const MEGABYTE = 1024 * 1024
const HOUR = 60 * MINUTE

test('a page of more than a megabyte with its compressed bytes is not kept, nor what it was before', async () => {
  const { cache, origin, get } = makeCache()
  // An entry takes a kilobyte, and two bytes for each character of its key.
  const most = MEGABYTE - 1024 - 2 * '/key/'.length
  const sized = (body: number, gzip: number) =>
    page('x'.repeat(body), { gzip: new Uint8Array(gzip) })
  for (const [body, gzip, isKept] of [
    [most, 0, true],
    [most - 1, 1, true],
    [most, 1, false],
    [most + 1, 0, false],
  ] as const) {
    origin.answer = async () => sized(body, gzip)
    await get('/key/')
    const kept = cache.getFresh('/key/', Date.now(), MINUTE) !== null
    expect([body, gzip, kept]).toEqual([body, gzip, isKept])
    vi.advanceTimersByTime(MINUTE)
  }
})

test('what does not get smaller by compressing is kept as it is', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('picture', { gzip: null })
  expect([(await get()).state, (await get()).state]).toEqual(['miss', 'hit'])
})

test('a page that people come back to after its minute is kept, whatever others pass by', async () => {
  const { get } = makeCache(10_000)
  await get('/kept')
  vi.advanceTimersByTime(MINUTE)
  await get('/kept')
  for (let i = 0; i < 20; i++) await get(`/passing/${i}`)
  expect((await get('/kept')).state).toBe('hit')
})

test('one of its tags is enough to make a page stale, before its render has ended and after it', async () => {
  const { cache, origin, get } = makeCache()
  origin.answer = async () => page('of two', { tags: ['one', 'other'] })
  await get()
  vi.advanceTimersByTime(1)
  cache.expire(['other'], Date.now())
  expect((await get()).state).toBe('miss')
  origin.answer = () => late('', 10)().then(() => page('of two', { tags: ['one', 'other'] }))
  const visit = get('/slow')
  cache.expire(['one'], Date.now())
  await vi.advanceTimersByTimeAsync(10)
  await visit
  expect(cache.getFresh('/slow', Date.now(), MINUTE)).toBeNull()
})

test('whoever waited for a page that somebody else had made was spared a render, unless nobody may keep it', async () => {
  for (const [made, states] of [
    [page('kept'), ['miss', 'hit']],
    [page('sorry', { status: 503 }), ['miss', 'miss']],
    [page('of the edge', { cameAs: 'hit' }), ['hit', 'hit']],
    [page('old', { cameAs: 'stale' }), ['stale', 'stale']],
  ] as const) {
    const { origin, get } = makeCache()
    origin.answer = async () => made
    const visits = await Promise.all([get(), get()])
    expect(visits.map(({ state }) => state)).toEqual(states)
    expect(origin.renders).toBe(1)
  }
})

test('a page that came old from the edge is a day old that much earlier', async () => {
  for (const [passedMs, isShown] of [
    [12 * HOUR - 1, true],
    [12 * HOUR, false],
  ] as const) {
    const { origin, get } = makeCache()
    origin.answer = async () => page('copy', { cameAs: 'hit', ageMs: 12 * HOUR })
    await get()
    vi.advanceTimersByTime(passedMs)
    origin.answer = refuse
    const shown = await get().catch(() => null)
    expect([passedMs, shown && read(shown.page)]).toEqual([passedMs, isShown ? 'copy' : null])
  }
})

test('a render that failed in a second is reason enough to show the old page for two more, and not for longer', async () => {
  for (const [afterMs, isAtOnce] of [
    [1_999, true],
    [2_000, false],
  ] as const) {
    const { origin, get } = makeCache()
    await get()
    vi.advanceTimersByTime(2 * MINUTE)
    origin.answer = () => late('', 1_000)().then(refuse)
    const failing = get()
    await vi.advanceTimersByTimeAsync(1_000)
    await failing
    vi.advanceTimersByTime(afterMs)

    origin.answer = late('new', 500)
    const visit = get()
    await vi.advanceTimersByTimeAsync(500)
    const { state, page } = await visit
    expect([afterMs, state, read(page)]).toEqual(
      isAtOnce ? [afterMs, 'stale', 'render 1'] : [afterMs, 'miss', 'new'],
    )
  }
})

test('a purge counts for renders that began before it, for as long as any may take', async () => {
  const { cache, origin, get } = makeCache()
  cache.expire(['t'], Date.now())
  // In the same millisecond nobody knows which was first.
  await get('/same')
  vi.advanceTimersByTime(1)
  await get('/later')
  origin.answer = async () => page('new')
  expect((await get('/later')).state).toBe('hit')
  expect((await get('/same')).state).toBe('miss')

  origin.answer = late('begun before', 29_000)
  const visit = get('/slow')
  cache.expire(['t'], Date.now() + 1)
  await vi.advanceTimersByTimeAsync(28_000)
  cache.expire(['other'], Date.now())
  await vi.advanceTimersByTimeAsync(1_000)
  await visit
  origin.answer = async () => page('new')
  expect((await get('/slow')).state).toBe('miss')
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { late, MINUTE, makeCache, never, page, read } from '../../support/page-cache.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('the second visitor gets the same bytes without a render', async () => {
  const { origin, get } = makeCache()

  expect((await get()).state).toBe('miss')
  const second = await get()

  expect(second.state).toBe('hit')
  expect(read(second.page)).toBe('render 1')
  expect(origin.renders).toBe(1)
})

test('a page that is a minute old is made anew before anyone sees it', async () => {
  const { get } = makeCache()
  await get()
  vi.advanceTimersByTime(MINUTE - 1)
  expect((await get()).state).toBe('hit')

  vi.advanceTimersByTime(1)
  const next = await get()

  expect(next.state).toBe('miss')
  expect(read(next.page)).toBe('render 2')
})

test('500 visitors on one cold page cause one render, which outlives the one who began it', async () => {
  const { origin, get, kept } = makeCache()

  const visits = await Promise.all(Array.from({ length: 500 }, () => get()))

  expect(origin.renders).toBe(1)
  expect(kept).toHaveLength(1)
  expect(visits.filter(({ state }) => state === 'miss')).toHaveLength(1)
  expect(new Set(visits.map(({ page }) => read(page)))).toEqual(new Set(['render 1']))
})

test('500 visitors on one page that cannot be made are told so after one try', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('sorry', { status: 503 })

  const visits = await Promise.all(Array.from({ length: 500 }, () => get()))

  expect(origin.renders).toBe(1)
  expect(visits.every((visit) => visit.page.status === 503 && visit.state === 'miss')).toBe(true)

  origin.answer = async () => page('well again')
  expect(read((await get()).page)).toBe('well again')
})

test('500 visitors on a page that takes five seconds cause three renders at most', async () => {
  const { origin, get } = makeCache()
  origin.answer = late('at last', 5_000)
  const visits = Promise.all(Array.from({ length: 500 }, () => get()))
  await vi.advanceTimersByTimeAsync(30_000)

  expect(new Set((await visits).map(({ page }) => read(page)))).toEqual(new Set(['at last']))
  expect(origin.renders).toBeLessThanOrEqual(3)
})

test('those who wait for a render that was lost are not lost with it', async () => {
  const { origin, get } = makeCache()
  origin.answer = never
  void get()
  const follower = get()
  origin.answer = async () => page('a second try')
  await vi.advanceTimersByTimeAsync(2_000)

  expect(read((await follower).page)).toBe('a second try')
})

test('a failure is told to a visitor when there is nothing older, and is never kept', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('sorry', { status: 503 })
  expect((await get()).page.status).toBe(503)

  origin.answer = async () => page('back')
  expect(read((await get()).page)).toBe('back')
  expect((await get()).state).toBe('hit')
})

test('of two renders of one page the later one holds, whichever ends first', async () => {
  const { origin, get } = makeCache()
  origin.answer = late('old', 5_000)
  const visits = [get(), get()]
  vi.advanceTimersByTime(1)
  origin.answer = async () => page('new')
  await vi.advanceTimersByTimeAsync(10_000)
  await Promise.all(visits)

  expect(read((await get()).page)).toBe('new')
})

const HOUR = 60 * MINUTE
const MEGABYTE = page('x'.repeat(1_000_000))

test('the cache stays within its bytes, and what was used last stays longest', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => MEGABYTE
  await get('/first', HOUR)
  const states = new Set<string>()
  for (let i = 0; i < 40; i++) {
    await get(`/${i}`, HOUR)
    states.add((await get('/first', HOUR)).state)
  }

  expect([...states]).toEqual(['hit'])
  expect((await get('/0', HOUR)).state).toBe('miss')
})

test('what people come back to takes the place of what they came back to before, and not of what they still do', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => MEGABYTE
  const everybodys = Array.from({ length: 25 }, (_, i) => `/${i}`)
  const ask = async (keys: string[], seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      for (const key of keys) await get(key, HOUR)
      vi.advanceTimersByTime(1_000)
    }
  }
  await ask(everybodys, 3)
  await ask(['/0'], 4 * 60)
  await ask(['/0', '/new'], 3)
  await ask(
    Array.from({ length: 40 }, (_, i) => `/passing/${i}`),
    1,
  )

  expect((await get('/0', HOUR)).state).toBe('hit')
  expect((await get('/new', HOUR)).state).toBe('hit')
})

const large = page('x'.repeat(100_000))
const madeUp = page('y'.repeat(20_000), { status: 404 })

/** Pages that people visit, which fill a quarter of the cache; and what comes to those who do so now. */
function makeVisited({ origin, get }: ReturnType<typeof makeCache>) {
  const keys = Array.from({ length: 80 }, (_, i) => `/visited/${i}`)
  return async () => {
    const states = new Set<string>()
    origin.answer = async () => large
    for (const key of keys) states.add((await get(key, HOUR)).state)
    return [...states]
  }
}

test.each([1, 2, 5])(
  'of 20,000 requests for pages that somebody makes up, each asked for %i times, none pushes out what people visit',
  async (times) => {
    const cache = makeCache()
    const visit = makeVisited(cache)
    await visit()
    await visit()
    for (let i = 0; i < 20_000 / times; i++) {
      cache.origin.answer = async () => madeUp
      for (let n = 0; n < times; n++) await cache.get(`/2027/${i}/`, HOUR)
      vi.advanceTimersByTime(1)
    }
    expect(await visit()).toEqual(['hit'])
  },
)

test('pages that somebody comes back to on purpose push out none that are visited more', async () => {
  const cache = makeCache()
  const visit = makeVisited(cache)
  const seen: string[] = []
  for (let second = 0; second < 120; second++) {
    // Each page is visited every five seconds, and each that is made up in three seconds, then never.
    if (second % 5 === 0) seen.push(...(await visit()))
    cache.origin.answer = async () => madeUp
    for (let i = 0; second >= 60 && i < 1_000; i++)
      await cache.get(`/made-up/${Math.floor(second / 3)}/${i}`, HOUR)
    vi.advanceTimersByTime(1_000)
  }
  expect(seen).toEqual(['miss', ...Array(23).fill('hit')])
})

test('what is visited now takes the place of what was visited yesterday', async () => {
  const { origin, get } = makeCache()
  const half = page('x'.repeat(500_000))
  origin.answer = async () => half
  const visit = async (day: string) => {
    for (let second = 0; second < 3; second++) {
      for (let i = 0; i < 45; i++) await get(`/${day}/${i}`, HOUR)
      vi.advanceTimersByTime(1_000)
    }
  }
  await visit('yesterday')
  vi.advanceTimersByTime(HOUR)
  await visit('today')

  const { renders } = origin
  await visit('today')
  expect(origin.renders).toBe(renders)
})

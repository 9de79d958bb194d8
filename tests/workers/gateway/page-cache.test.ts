import { expect, test } from 'vitest'
import { type CachedPage, PageCache } from '#workers/gateway/page-cache.ts'

const page = (text: string, { status = 200, tags = ['t'] } = {}): CachedPage => ({
  status,
  keep: status < 500,
  headers: [],
  body: new TextEncoder().encode(text),
  gzip: new Uint8Array(),
  etag: `"${text}"`,
  tags,
})
const read = ({ body }: CachedPage) => new TextDecoder().decode(body)
const MINUTE = 60_000

/** A cache with a clock, and an origin that says how often it was asked. */
function makeCache() {
  const cache = new PageCache()
  const origin = {
    renders: 0,
    nowMs: 1_000_000,
    answer: async () => page(`render ${origin.renders}`),
  }
  const kept: Promise<unknown>[] = []
  const get = (key = '/', freshMs = MINUTE) =>
    cache.get({
      key,
      nowMs: origin.nowMs,
      freshMs,
      render: () => {
        origin.renders += 1
        return origin.answer()
      },
      keepAlive: (work) => kept.push(work),
    })
  return { cache, origin, get, kept }
}

test('the second visitor gets the same bytes without a render', async () => {
  const { origin, get } = makeCache()

  expect((await get()).state).toBe('miss')
  const second = await get()

  expect(second.state).toBe('hit')
  expect(read(second.page)).toBe('render 1')
  expect(origin.renders).toBe(1)
})

test('a page that is a minute old is made anew before anyone sees it', async () => {
  const { origin, get } = makeCache()
  await get()
  origin.nowMs += MINUTE - 1
  expect((await get()).state).toBe('hit')

  origin.nowMs += 1
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

test('whoever waits too long for another visitor’s render makes their own', async () => {
  const { origin, get } = makeCache()
  origin.answer = () => new Promise(() => {})
  void get()
  origin.answer = async () => page('mine')
  origin.nowMs += 2_000

  expect(read((await get()).page)).toBe('mine')
})

test('when no new page can be had, or not in time, the old one is shown', async () => {
  const { origin, get } = makeCache()
  await get()
  origin.nowMs += 2 * MINUTE

  origin.answer = () => Promise.reject(new Error('the database is down'))
  expect(await get()).toMatchObject({ state: 'stale' })
  origin.answer = async () => page('sorry', { status: 503 })
  expect(read((await get()).page)).toBe('render 1')
  origin.answer = () => new Promise(() => {})
  expect((await get()).state).toBe('stale')
})

test('a failure is told to a visitor when there is nothing older, and is never kept', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('sorry', { status: 503 })
  expect((await get()).page.status).toBe(503)

  origin.answer = async () => page('back')
  expect(read((await get()).page)).toBe('back')
  expect((await get()).state).toBe('hit')
})

test('a write drops its pages and no others, even one whose render had begun before it', async () => {
  const { cache, origin, get } = makeCache()
  origin.answer = async () => page('event', { tags: ['event-1'] })
  await get('/event')
  origin.answer = async () => page('topic', { tags: ['topic-css'] })
  await get('/topic')
  const { promise, resolve } = Promise.withResolvers<CachedPage>()
  origin.answer = () => promise
  const early = get('/list')

  cache.drop(['event-1'], origin.nowMs)
  resolve(page('old list', { tags: ['event-1'] }))
  await early

  origin.answer = async () => page('new', { tags: ['event-1'] })
  origin.nowMs += 1
  expect((await get('/event')).state).toBe('miss')
  expect((await get('/topic')).state).toBe('hit')
  expect(read((await get('/list')).page)).toBe('new')
})

test('the cache stays within its bytes, and what was used last stays longest', async () => {
  const { origin, get } = makeCache()
  origin.answer = async () => page('x'.repeat(1_000_000))
  await get('/first')
  for (let i = 0; i < 40; i++) {
    origin.nowMs += 1_000
    await get(`/${i}`)
    if (i < 39) await get('/first')
  }

  expect((await get('/first')).state).toBe('hit')
  expect((await get('/0')).state).toBe('miss')
})

import { expect, test, vi } from 'vitest'
import { reservePosts } from '#functions/posts/budget.ts'
import { ingestPosts } from '#functions/posts/ingest-posts.ts'
import { SourceFailure } from '#functions/posts/post-source.ts'
import { fakeX } from '../../fakes/social.ts'
import { makeClock, makeIngester, makeTagged, postsOf, spentIn, xSource } from './ingester.ts'

test('only posts that were read are charged', async () => {
  const clock = makeClock()
  const x = fakeX([
    { id: '1', text: 'hi' },
    { id: '2', text: 'ho' },
  ])
  const { ingest } = makeIngester([xSource(x.fetch, clock.now)], clock)

  await ingest((await makeTagged()).id)

  expect([x.billed(), await spentIn(clock.now())]).toEqual([2, 2])
})

test('many jobs at the same time never read more than the budget, and use it up', async () => {
  const clock = makeClock()
  const x = fakeX(Array.from({ length: 60 }, (_, i) => ({ id: String(1000 + i), text: 'hi' })))
  const { ingest } = makeIngester([xSource(x.fetch, clock.now)], clock, 130)
  const events = await Promise.all(Array.from({ length: 6 }, makeTagged))

  for (let minute = 0; minute < 4; minute += 1) {
    await Promise.all(events.map(({ id }) => ingest(id)))
    clock.minutes(1)
  }

  expect(x.billed()).toBeLessThanOrEqual(130)
  expect(x.billed()).toBeGreaterThan(120)
  expect(await spentIn(clock.now())).toBe(x.billed())
})

test('what may have been billed stays charged; what surely was not is given back', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const clock = makeClock()
  const failing = (maybeBilled: boolean) => ({
    ...xSource(fakeX().fetch, clock.now),
    fetchPage: () => Promise.reject(new SourceFailure('broke off', { maybeBilled })),
  })

  await makeIngester([failing(false)], clock).ingest((await makeTagged()).id)
  const refused = await spentIn(clock.now())
  clock.minutes(10)
  await makeIngester([failing(true)], clock).ingest((await makeTagged()).id)
  vi.restoreAllMocks()

  expect([refused, await spentIn(clock.now())]).toEqual([0, 100])
})

test('a job that crashes before it settles keeps its reservation, and the next one reads the posts', async () => {
  const clock = makeClock()
  const x = fakeX([{ id: '1', text: 'hi' }])
  const { deps, ingest } = makeIngester([xSource(x.fetch, clock.now)], clock)
  const { id } = await makeTagged()

  await ingestPosts(deps, { eventId: id })
  const afterCrash = [await spentIn(clock.now()), (await postsOf(id)).length]
  await ingest(id)

  expect(afterCrash).toEqual([100, 0])
  expect(await postsOf(id)).toHaveLength(1)
})

test('no budget means no request', async () => {
  const clock = makeClock()
  const x = fakeX([{ id: '1', text: 'hi' }])
  const { deps, ingest } = makeIngester([xSource(x.fetch, clock.now)], clock, 0)

  await ingest((await makeTagged()).id)

  expect(x.asked).toEqual([])
  expect(await reservePosts(deps, { name: 'x', billed: true }, 1)).toBe(false)
})

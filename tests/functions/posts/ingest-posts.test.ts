import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { newId } from '#db/id.ts'
import { posts } from '#db/schema/index.ts'
import { SourceFailure } from '#functions/posts/post-source.ts'
import { fakeMastodon, fakeX } from '../../fakes/social.ts'
import { db } from '../../support/database.ts'
import { makeEvent } from '../../support/make.ts'
import {
  cursorOf,
  host,
  makeClock,
  makeIngester,
  makeTagged,
  mastodonSource,
  postsOf,
  xSource,
} from './ingester.ts'

test('new posts come with their cursor, and the pages that show them are purged', async () => {
  const clock = makeClock()
  const mastodon = fakeMastodon([{ id: '1', content: '<p>one #fernconf</p><script>x</script>' }])
  const at = host()
  const { ingest, committed } = makeIngester([mastodonSource(mastodon.fetch, clock.now, at)], clock)
  const { id } = await makeTagged()

  expect(await ingest(id)).toBe('settled')

  const [post] = await postsOf(id)
  expect(post).toMatchObject({
    source: 'mastodon',
    sourceKey: `mastodon:${at}`,
    sourceId: '1',
    html: '<p>one #fernconf</p>',
  })
  expect(await cursorOf(id, `mastodon:${at}`)).toMatchObject({
    cursor: '1',
    notBefore: null,
    readAt: clock.now(),
  })
  expect(committed).toMatchObject([
    { job: 'purge-pages', payload: { tags: [`event-${id}`, 'home'] } },
  ])
})

test('nothing new purges nothing', async () => {
  const clock = makeClock()
  const mastodon = fakeMastodon([{ id: '1', content: '<p>one</p>' }])
  const { ingest, committed } = makeIngester(
    [mastodonSource(mastodon.fetch, clock.now, host())],
    clock,
  )
  const { id } = await makeTagged()
  await ingest(id)

  clock.minutes(1)
  await ingest(id)

  expect(mastodon.asked.at(-1)?.searchParams.get('min_id')).toBe('1')
  expect(committed).toHaveLength(1)
})

test('a second message within the minute asks nobody', async () => {
  const clock = makeClock()
  const mastodon = fakeMastodon()
  const { ingest } = makeIngester([mastodonSource(mastodon.fetch, clock.now, host())], clock)
  const { id } = await makeTagged()

  await ingest(id)
  await ingest(id)

  expect(mastodon.asked).toHaveLength(1)
})

test('the same post on two instances is one post', async () => {
  const clock = makeClock()
  const uri = `https://far.example/${newId()}`
  const sources = ['10', '20'].map((id) =>
    mastodonSource(fakeMastodon([{ id, uri, content: '<p>both</p>' }]).fetch, clock.now, host()),
  )
  const { ingest } = makeIngester(sources, clock)
  const { id } = await makeTagged()

  await ingest(id)

  expect(await postsOf(id)).toMatchObject([{ externalId: uri }])
})

test('a source that fails rests for a while, and the others go on', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const clock = makeClock()
  const broken = vi.fn(() => Promise.reject(new SourceFailure('is down')))
  const down = { ...mastodonSource(fakeMastodon().fetch, clock.now, host()), fetchPage: broken }
  const up = fakeMastodon([{ id: '1', content: '<p>one</p>' }])
  const { ingest } = makeIngester([down, mastodonSource(up.fetch, clock.now, host())], clock)
  const { id } = await makeTagged()

  await ingest(id)
  clock.minutes(2)
  await ingest(id)
  const whileResting = broken.mock.calls.length
  clock.minutes(4)
  await ingest(id)
  vi.restoreAllMocks()

  expect(await postsOf(id)).toHaveLength(1)
  expect([whileResting, broken.mock.calls.length]).toEqual([1, 2])
})

test('a rate limit that one event met keeps every event away from that source', async () => {
  const clock = makeClock()
  const reset = new Date(clock.now().getTime() + 5 * 60_000).toISOString()
  const limited = vi.fn(async () =>
    Response.json({}, { status: 429, headers: { 'x-ratelimit-reset': reset } }),
  )
  const { ingest } = makeIngester([mastodonSource(limited, clock.now, host())], clock)
  const [one, two] = [await makeTagged(), await makeTagged()]

  await ingest(one.id)
  await ingest(two.id)
  const before = limited.mock.calls.length
  clock.minutes(6)
  await ingest(two.id)

  expect([before, limited.mock.calls.length]).toEqual([1, 2])
})

test('a bug in a source is not taken for an outage', async () => {
  const clock = makeClock()
  const bug = () => Promise.reject(new TypeError('undefined is not a function'))
  const source = { ...mastodonSource(fakeMastodon().fetch, clock.now, host()), fetchPage: bug }
  const { id } = await makeTagged()

  await expect(makeIngester([source], clock).ingest(id)).rejects.toThrow(
    'undefined is not a function',
  )
})

test.each([
  ['is hidden', { hashtag: 'fernconf', visibility: 'hidden' as const }],
  ['has no hashtag', { hashtag: null }],
  ['has a hashtag that X would take for search syntax', { hashtag: 'a OR b' }],
])('an event that %s is not searched for', async (_, fields) => {
  const clock = makeClock()
  const mastodon = fakeMastodon()
  const { ingest } = makeIngester([mastodonSource(mastodon.fetch, clock.now, host())], clock)

  expect(await ingest((await makeEvent(fields)).id)).toBe('settled')
  expect(await ingest(newId())).toBe('settled')
  expect(mastodon.asked).toEqual([])
})

test('a long backlog is read over several minutes and nothing of it is missed', async () => {
  const clock = makeClock()
  const x = fakeX(Array.from({ length: 640 }, (_, i) => ({ id: String(1000 + i), text: 'hi' })))
  const { ingest } = makeIngester([xSource(x.fetch, clock.now)], clock, 10_000)
  const { id } = await makeTagged()

  await ingest(id)
  const first = await db.$count(posts, eq(posts.eventId, id))
  clock.minutes(1)
  await ingest(id)

  expect([first, await db.$count(posts, eq(posts.eventId, id))]).toEqual([500, 640])
  expect(await cursorOf(id, 'x')).toMatchObject({ cursor: '1639' })
})

test('a post from the future does not stay on top', async () => {
  const clock = makeClock()
  const source = mastodonSource(fakeMastodon().fetch, clock.now, host())
  const post = {
    externalId: newId(),
    sourceId: '1',
    url: 'https://a.example/',
    authorName: 'Ada',
    authorHandle: '@ada',
    html: '<p>hi</p>',
    language: null,
    postedAt: new Date('2999-01-01'),
    editedAt: null,
  }
  const page = { posts: [post], cursor: '1', more: false, notBefore: null, cost: 0 }
  const { ingest } = makeIngester([{ ...source, fetchPage: async () => page }], clock)
  const { id } = await makeTagged()

  await ingest(id)

  expect(await postsOf(id)).toMatchObject([{ postedAt: clock.now() }])
})

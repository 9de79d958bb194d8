import { and, asc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { newId } from '#db/id.ts'
import { postBudgets, postCursors, posts } from '#db/schema/index.ts'
import type { Deps } from '#functions/deps.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { reservePosts } from '#functions/posts/budget.ts'
import { ingestPosts } from '#functions/posts/ingest-posts.ts'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import { type PostSource, SourceFailure } from '#functions/posts/post-source.ts'
import { createXSource } from '#functions/posts/x-source.ts'
import { fakeMastodon, fakeX } from '../../fakes/social.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent } from '../../support/make.ts'

/** A clock that a test moves on by hand. Each starts in a month of its own, so that budgets stay apart. */
let months = 0
function makeClock() {
  months += 1
  let at = new Date(Date.UTC(2030, months, 15, 12))
  return {
    now: () => at,
    minutes: (n: number) => {
      at = new Date(at.getTime() + n * 60_000)
    },
  }
}

const edge = (now: () => Date) => ({ userAgent: 'Hallway', now })
type Fetch = ReturnType<typeof fakeX>['fetch']
const xSource = (fetch: Fetch, now: () => Date) =>
  createXSource({ ...edge(now), fetch, url: 'https://x.test', token: 'secret' })
const mastodonSource = (fetch: Fetch, now: () => Date, host: string) =>
  createMastodonSource({ ...edge(now), fetch, url: `https://${host}` })

function makeIngester(
  postSources: readonly PostSource[],
  clock: ReturnType<typeof makeClock>,
  xMonthlyPosts = 1000,
) {
  const made = makeDeps()
  const config = { ...made.deps.config, xMonthlyPosts }
  const deps: Deps = { ...made.deps, postSources, config, now: clock.now }
  const ingest = (eventId: string) =>
    runJob(deps, { id: newId(), job: 'ingest-posts' }, () => ingestPosts(deps, { eventId }))
  return { deps, ingest, committed: made.committed }
}

const host = () => `${newId()}.example`
const makeTagged = () => makeEvent({ hashtag: 'fernconf' })
const postsOf = (eventId: string) =>
  db.select().from(posts).where(eq(posts.eventId, eventId)).orderBy(asc(posts.externalId))
const cursorOf = async (eventId: string, source: string) =>
  (
    await db
      .select()
      .from(postCursors)
      .where(and(eq(postCursors.eventId, eventId), eq(postCursors.source, source)))
  )[0]
const spentIn = async (now: Date) =>
  (
    await db
      .select()
      .from(postBudgets)
      .where(eq(postBudgets.month, now.toISOString().slice(0, 7)))
  )[0]?.postsRead ?? 0

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

test('edited posts show their new text and deleted ones go, and the page is purged', async () => {
  const clock = makeClock()
  const createdAt = clock.now()
  const mastodon = fakeMastodon([
    { id: '1', content: '<p>stays</p>', createdAt },
    { id: '2', content: '<p>goes</p>', createdAt },
    { id: '3', content: '<p>tpyo</p>', createdAt },
  ])
  const { ingest, committed } = makeIngester(
    [mastodonSource(mastodon.fetch, clock.now, host())],
    clock,
  )
  const { id } = await makeTagged()
  await ingest(id)
  mastodon.statuses.splice(1, 2, {
    id: '3',
    content: '<p>typo</p>',
    editedAt: '2030-01-01T00:00:00Z',
  })

  clock.minutes(11)
  await ingest(id)

  expect((await postsOf(id)).map(({ html }) => html)).toEqual(['<p>stays</p>', '<p>typo</p>'])
  expect(committed).toHaveLength(2)
})

test('an edit on X, a new post to X, replaces the older version, whichever is met last', async () => {
  const clock = makeClock()
  const x = fakeX([
    {
      id: '1934000100000000000',
      text: 'v2',
      history: ['1934000000000000001', '1934000100000000000'],
    },
    {
      id: '1934000000000000001',
      text: 'v1',
      history: ['1934000000000000001', '1934000100000000000'],
    },
  ])
  const { ingest } = makeIngester([xSource(x.fetch, clock.now)], clock)
  const { id } = await makeTagged()
  await ingest(id)
  x.posts.push({
    id: '1934000200000000000',
    text: 'v3',
    history: ['1934000000000000001', '1934000200000000000'],
  })
  clock.minutes(1)
  await ingest(id)

  expect(await postsOf(id)).toMatchObject([
    { externalId: '1934000000000000001', sourceId: '1934000200000000000', html: '<p>v3</p>' },
  ])
})

test('rechecking is bounded, and takes turns', async () => {
  const clock = makeClock()
  const statuses = Array.from({ length: 12 }, (_, i) => ({
    id: String(i + 1),
    content: '<p>hi</p>',
    createdAt: clock.now(),
  }))
  const mastodon = fakeMastodon(statuses)
  const { ingest } = makeIngester([mastodonSource(mastodon.fetch, clock.now, host())], clock)
  const { id } = await makeTagged()
  await ingest(id)

  clock.minutes(11)
  for (let i = 0; i < 3; i += 1) {
    await ingest(id)
    clock.minutes(1)
  }

  const rechecked = mastodon.asked.flatMap(
    (url) => /statuses\/(\d+)$/.exec(url.pathname)?.[1] ?? [],
  )
  expect(rechecked).toHaveLength(12)
  expect(new Set(rechecked).size).toBe(12)
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

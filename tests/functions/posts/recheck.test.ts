import { expect, test } from 'vitest'
import { fakeMastodon, fakeX } from '../../fakes/social.ts'
import {
  host,
  makeClock,
  makeIngester,
  makeTagged,
  mastodonSource,
  postsOf,
  xSource,
} from './ingester.ts'

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

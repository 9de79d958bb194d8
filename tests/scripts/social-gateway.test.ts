import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import { createXSource } from '#functions/posts/x-source.ts'
import { startSocialGateway } from '#scripts/stack/social-gateway.ts'

const token = 'a token'
const file = join(mkdtempSync(join(tmpdir(), 'social-')), 'posts.json')
const gateway = await startSocialGateway({ file, token })
gateway.unref()

const options = { url: gateway.url, userAgent: 'test', fetch, now: () => new Date() }
const x = createXSource({ ...options, token })
const mastodon = createMastodonSource(options)
const newest = { cursor: null, limit: 10 }
const ask = (path: string, headers = {}) => fetch(gateway.url + path, { headers })

test('the fixtures are found by both of our sources', async () => {
  const tweets = await x.fetchPage({ hashtag: 'hallwayconf', ...newest })
  const toots = await mastodon.fetchPage({ hashtag: 'HallwayConf', ...newest })

  expect(tweets.posts.length).toBeGreaterThan(2)
  expect(toots.posts.length).toBeGreaterThan(1)
  expect(toots.posts[0]?.html).toContain('dinner near the river')
})

test('X pages backwards to since_id, and tells its limits', async () => {
  const ids = Array.from({ length: 25 }, (_, n) =>
    gateway.posts.add({
      source: 'x',
      name: 'A',
      handle: 'a',
      text: `${n} #paging`,
      minutesAgo: 60 - n,
    }),
  )

  const read = async (params: object) => {
    const query = new URLSearchParams({
      query: '#Paging -is:retweet',
      max_results: '10',
      ...params,
    })
    const answer = await ask(`/2/tweets/search/recent?${query}`, {
      authorization: `Bearer ${token}`,
    })
    return { headers: answer.headers, json: JSON.parse(await answer.text()) }
  }
  const first = await read({})
  const second = await read({ next_token: first.json.meta.next_token })
  const third = await read({ next_token: second.json.meta.next_token })
  expect([first, second, third].flatMap(({ json }) => json.data).map(({ id }) => id)).toEqual(
    ids.toReversed(),
  )
  expect(third.json.meta.next_token).toBeUndefined()
  expect(first.headers.get('x-rate-limit-limit')).toBe('450')
  const nothing = await read({ since_id: ids.at(-1) })
  expect(nothing.json).toEqual({ meta: { result_count: 0 } })
})

test('Mastodon walks forwards from min_id', async () => {
  const ids = Array.from({ length: 5 }, (_, n) =>
    gateway.posts.add({
      source: 'mastodon',
      name: 'A',
      handle: 'a',
      text: `<p>#walk ${n}</p>`,
      minutesAgo: 9 - n,
    }),
  )

  const answer = await ask(`/api/v1/timelines/tag/walk?limit=2&min_id=${ids[0]}`)
  const page = JSON.parse(await answer.text())
  expect(page.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]])
  expect(answer.headers.get('link')).toContain(`min_id=${ids[2]}>; rel="prev"`)
  expect(answer.headers.get('x-ratelimit-limit')).toBe('300')
})

test('edits and deletions are seen by those who look again', async () => {
  const tweet = gateway.posts.add({ source: 'x', name: 'A', handle: 'a', text: 'tpyo #mend' })
  const toot = gateway.posts.add({
    source: 'mastodon',
    name: 'A',
    handle: 'a',
    text: '<p>tpyo #mend</p>',
  })
  const gone = gateway.posts.add({ source: 'x', name: 'A', handle: 'a', text: 'gone #mend' })
  gateway.posts.edit(tweet, 'typo #mend')
  gateway.posts.edit(toot, '<p>typo #mend</p>')
  gateway.posts.delete(gone)

  const seenOnX = await x.recheck([tweet, gone])
  expect(seenOnX.deleted).toEqual([gone])
  expect(seenOnX.posts.map(({ html }) => html).join()).toContain('typo')
  const [status] = (await mastodon.recheck([toot])).posts
  expect(status?.html).toContain('typo')
  expect(status?.editedAt).toBeInstanceOf(Date)
})

test('a network can be made to fail, and strangers may not do it', async () => {
  gateway.fail({ source: 'mastodon', status: 429, times: 1 })
  const limited = await mastodon.fetchPage({ hashtag: 'walk', ...newest })
  expect(limited.notBefore).toBeInstanceOf(Date)
  expect((await mastodon.fetchPage({ hashtag: 'walk', ...newest })).posts).toHaveLength(5)

  gateway.fail({ source: 'x', status: 503, times: 1 })
  await expect(x.fetchPage({ hashtag: 'mend', ...newest })).rejects.toThrow('503')
  expect((await fetch(`${gateway.url}/_fail`, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await ask('/2/tweets?ids=1')).status).toBe(401)
})

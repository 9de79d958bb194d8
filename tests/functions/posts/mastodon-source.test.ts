import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fetch } from '#functions/posts/fetch-json.ts'
import { parseStatus, readIds } from '#functions/posts/mastodon-payload.ts'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import { fakeMastodon } from '../../fakes/social.ts'

const now = () => new Date('2026-06-01T12:00:00Z')
const makeSource = (fetch: Fetch) =>
  createMastodonSource({ url: 'https://social.example', userAgent: 'Hallway', fetch, now })
const query = { hashtag: 'fernconf', cursor: null, limit: 40 }
const fixture = async () =>
  JSON.parse(await readFile('tests/fixtures/posts/mastodon-tag.json', 'utf8')) as unknown

test('a timeline becomes posts, oldest first, without those who asked search engines to stay away', async () => {
  const body = await fixture()
  const page = await makeSource(async () => Response.json(body)).fetchPage(query)

  expect(page.cursor).toBe('114600000000000003')
  expect(page.posts).toMatchObject([
    {
      externalId: 'https://far.example/users/bo/statuses/2',
      url: 'https://far.example/users/bo/statuses/2',
      authorName: 'bo@far.example',
      authorHandle: '@bo@far.example',
      language: null,
      html: '<p>From afar #fernconf</p>',
    },
    {
      sourceId: '114600000000000003',
      authorName: 'Ada :fern:',
      authorHandle: '@ada@social.example',
      editedAt: new Date('2026-06-01T11:30:00Z'),
    },
  ])
  expect(page.posts[1]?.html).toBe(
    '<details><summary>Ferns &amp; &lt;spores&gt;</summary><p>Read <a href="https://www.fern.example/2026/a-very-long-address" rel="nofollow noopener ugc"><span>fern.example/2026/a-very…</span></a> <a href="https://social.example/tags/fernconf" rel="nofollow noopener ugc">#<span>fernconf</span></a></p></details>',
  )
})

test.each(['unlisted', 'private', 'direct'])(
  'a post that is %s is not ours to show',
  async (visibility) => {
    const [status] = (await fixture()) as object[]
    expect(parseStatus(status, 'social.example')).not.toBeNull()
    expect(parseStatus({ ...status, visibility }, 'social.example')).toBeNull()
  },
)

test('hashtags of any script are spelt into the address', async () => {
  const mastodon = fakeMastodon()
  await makeSource(mastodon.fetch).fetchPage({ ...query, hashtag: 'größe' })

  expect(mastodon.asked[0]?.pathname).toBe('/api/v1/timelines/tag/gr%C3%B6%C3%9Fe')
})

test('a rate limit is kept, whether it was reached or is about to be', async () => {
  const headers = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '2026-06-01T12:05:00.916474Z',
  }
  const refused = await makeSource(async () =>
    Response.json({}, { status: 429, headers }),
  ).fetchPage({ ...query, cursor: '7' })
  const last = await makeSource(async () => Response.json([], { headers })).fetchPage(query)

  expect(refused).toMatchObject({ posts: [], cursor: '7', more: true })
  expect(refused.notBefore?.toISOString()).toBe('2026-06-01T12:05:00.916Z')
  expect(last.notBefore?.toISOString()).toBe('2026-06-01T12:05:00.916Z')
})

test('looking again tells deleted, hidden and edited posts apart, and leaves the unclear ones', async () => {
  const mastodon = fakeMastodon([
    { id: '2', content: '<p>new</p>', editedAt: '2026-06-01T11:00:00Z' },
  ])
  const fetch: Fetch = async (url, init) => {
    if (url.endsWith('/3')) return Response.json({ error: 'sign in' }, { status: 401 })
    return mastodon.fetch(url, init)
  }
  const { posts, deleted } = await makeSource(fetch).recheck(['1', '2', '3'])

  expect(deleted).toEqual(['1'])
  expect(posts).toMatchObject([{ sourceId: '2', html: '<p>new</p>' }])
})

test('no status at all makes the parser throw', () => {
  const status = fc.record(
    {
      id: fc.jsonValue(),
      uri: fc.jsonValue(),
      created_at: fc.jsonValue(),
      visibility: fc.constant('public'),
      content: fc.oneof(fc.string(), fc.jsonValue()),
      account: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), status, fc.array(status)), (json) => {
      parseStatus(json, 'social.example')
      readIds(json)
    }),
  )
})

test('a post of another instance that arrives late is not missed', async () => {
  const idAt = (time: string) => String(BigInt(Date.parse(time)) << 16n)
  const mastodon = fakeMastodon([{ id: idAt('2026-06-01T11:59:00Z'), content: '<p>in time</p>' }])
  const source = makeSource(mastodon.fetch)
  const { cursor } = await source.fetchPage(query)
  mastodon.statuses.push({ id: idAt('2026-06-01T11:51:00Z'), content: '<p>late</p>' })

  const again = await source.fetchPage({ ...query, cursor })

  expect(again.posts.map(({ html }) => html)).toEqual(['<p>late</p>', '<p>in time</p>'])
  expect(again.cursor).toBe(cursor)
})

test('more posts in ten minutes than one reading takes do not hold up the next', async () => {
  const firstMs = Date.parse('2026-06-01T11:50:00Z')
  const statuses = Array.from({ length: 500 }, (_, n) => ({
    id: String(BigInt(firstMs + n * 1000) << 16n),
    content: '<p>hi</p>',
  }))
  const mastodon = fakeMastodon(statuses.slice(0, 1))
  const source = makeSource(mastodon.fetch)
  let { cursor } = await source.fetchPage(query)
  mastodon.statuses.push(...statuses.slice(1))
  const seen = new Set<string>()
  for (let minute = 0; minute < 8; minute += 1)
    for (let i = 0; i < 2; i += 1) {
      const page = await source.fetchPage({ ...query, cursor })
      for (const { sourceId } of page.posts) seen.add(sourceId)
      cursor = page.cursor
      if (!page.more) break
    }

  expect(seen.size).toBe(500)
})

test('after the first page every post comes exactly once, in order, over random arrivals and stops', async () => {
  const arrivals = fc.array(fc.nat({ max: 90 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 3 }), async (counts, pages) => {
      const mastodon = fakeMastodon([{ id: '1000', content: '<p>first</p>' }])
      const source = makeSource(mastodon.fetch)
      const seen: string[] = []
      let cursor: string | null = null
      const read = async (most: number) => {
        for (let i = 0; i < most; i += 1) {
          const page = await source.fetchPage({ ...query, cursor })
          seen.push(...page.posts.map((post) => post.sourceId))
          cursor = page.cursor
          if (!page.more) break
        }
      }
      await read(1)
      for (const count of counts) {
        for (let n = 0; n < count; n += 1)
          mastodon.statuses.push({
            id: String(1000 + mastodon.statuses.length),
            content: '<p>hi</p>',
          })
        await read(pages)
      }
      await read(1000)

      expect(seen).toEqual(mastodon.statuses.map(({ id }) => id))
    }),
    { numRuns: 30 },
  )
})

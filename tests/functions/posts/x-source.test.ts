import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fetch } from '#functions/posts/fetch-json.ts'
import { parseXAnswer } from '#functions/posts/x-payload.ts'
import { createXSource } from '#functions/posts/x-source.ts'
import { fakeX } from '../../fakes/social.ts'

const now = () => new Date('2026-06-01T12:00:00Z')
const makeSource = (fetch: Fetch) =>
  createXSource({ url: 'https://x.test', token: 'secret', userAgent: 'Hallway', fetch, now })
const query = { hashtag: 'fernconf', cursor: null, limit: 100 }
const fixture = async () =>
  JSON.parse(await readFile('tests/fixtures/posts/x-search.json', 'utf8')) as unknown

test('a search becomes posts: links spelt out, withheld and unreadable ones left out, all of them billed', async () => {
  const { posts, count, newestId } = parseXAnswer(await fixture())

  expect(count).toBe(4)
  expect(newestId).toBe('1934000000000000003')
  expect(posts.map(({ externalId, sourceId }) => [externalId, sourceId])).toEqual([
    ['1934000000000000003', '1934000000000000003'],
    ['1934000000000000000', '1934000000000000002'],
  ])
  expect(posts[0]).toMatchObject({
    url: 'https://x.com/ada_l/status/1934000000000000003',
    authorName: 'Ada L.',
    authorHandle: '@ada_l',
    language: 'en',
    editedAt: null,
    html: '<p>Slides &amp; code for my talk at #fernconf:<br><a href="https://fern.example/talks/spores?day=1&amp;room=2" rel="nofollow noopener ugc">fern.example/talks/spores?d…</a> &lt;3</p>',
  })
})

test('an author whom X leaves out, and an edit, are told as such', async () => {
  const [, edited] = parseXAnswer(await fixture()).posts

  expect(edited).toMatchObject({
    url: 'https://x.com/i/web/status/1934000000000000002',
    authorName: 'Somebody on X',
    authorHandle: '',
    language: null,
  })
  expect(edited?.editedAt).toBeInstanceOf(Date)
})

test('the request asks for what we need, with the token in its header', async () => {
  const requests: [string, RequestInit][] = []
  const source = makeSource(async (url, init) => {
    requests.push([url, init])
    return Response.json({ meta: { result_count: 0 } })
  })

  const page = await source.fetchPage({ ...query, cursor: '123', limit: 10 })

  const [[url, init] = ['', {}]] = requests
  const params = Object.fromEntries(new URL(url).searchParams)
  expect(params).toMatchObject({
    query: '#fernconf -is:retweet',
    max_results: '10',
    since_id: '123',
  })
  expect(init.headers).toMatchObject({ Authorization: 'Bearer secret', 'User-Agent': 'Hallway' })
  expect(page).toEqual({ posts: [], cursor: '123', more: false, notBefore: null, cost: 0 })
})

test.each([
  ['1780315500', '2026-06-01T12:05:00.000Z'],
  ['1', '2026-06-01T12:00:01.000Z'],
  ['99999999999', '2026-06-01T13:00:00.000Z'],
  ['soon', '2026-06-01T12:15:00.000Z'],
  [null, '2026-06-01T12:15:00.000Z'],
])('429 with reset %s: not before %s', async (reset, expected) => {
  const headers: Record<string, string> = reset === null ? {} : { 'x-rate-limit-reset': reset }
  const source = makeSource(async () =>
    Response.json({ title: 'Too Many' }, { status: 429, headers }),
  )

  const page = await source.fetchPage({ ...query, cursor: '5' })

  expect(page).toMatchObject({ posts: [], cursor: '5', cost: 0 })
  expect(page.notBefore?.toISOString()).toBe(expected)
})

test('the last request of a window ends the reading without losing its posts', async () => {
  const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1780315500' }
  const body = await fixture()
  const page = await makeSource(async () => Response.json(body, { headers })).fetchPage(query)

  expect(page.posts).toHaveLength(2)
  expect(page.notBefore?.toISOString()).toBe('2026-06-01T12:05:00.000Z')
})

test('a cursor that X no longer takes is given up step by step', async () => {
  const source = makeSource(async () =>
    Response.json({ title: 'Invalid Request' }, { status: 400 }),
  )

  expect(await source.fetchPage({ ...query, cursor: '5~9~token' })).toMatchObject({ cursor: '5' })
  expect(await source.fetchPage({ ...query, cursor: '5' })).toMatchObject({ cursor: null })
  await expect(source.fetchPage(query)).rejects.toThrow('X answered 400')
})

test.each([401, 403, 500, 503])('%i is a failure that is not billed', async (status) => {
  const source = makeSource(async () => Response.json({ title: 'No' }, { status }))

  await expect(source.fetchPage(query)).rejects.toMatchObject({
    name: 'SourceFailure',
    maybeBilled: false,
  })
})

test('an answer that is no JSON, or too large, may have been billed', async () => {
  const html = makeSource(async () => new Response('<h1>Oops</h1>'))
  const huge = makeSource(async () => new Response('x'.repeat(3_000_000)))

  await expect(html.fetchPage(query)).rejects.toMatchObject({ maybeBilled: true })
  await expect(huge.fetchPage(query)).rejects.toMatchObject({ maybeBilled: true })
})

test('the token never follows a redirect to another host', async () => {
  const asked: string[] = []
  const source = makeSource(async (url) => {
    asked.push(new URL(url).host)
    return Response.redirect('https://elsewhere.test/', 302)
  })

  await expect(source.fetchPage(query)).rejects.toThrow('redirects to elsewhere.test')
  expect(asked).toEqual(['x.test'])
})

test('looking again tells deleted posts from edited ones', async () => {
  const x = fakeX([
    { id: '101', text: 'as it was', history: ['101', '103'] },
    { id: '103', text: 'as it is', history: ['101', '103'] },
  ])
  const { posts, deleted, cost } = await makeSource(x.fetch).recheck(['101', '102'])

  expect(deleted).toEqual(['102'])
  expect(posts.map(({ externalId, html }) => [externalId, html])).toContainEqual([
    '101',
    '<p>as it is</p>',
  ])
  expect(cost).toBe(2)
})

test('no answer at all makes the parser throw', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        data: fc.jsonValue(),
        includes: fc.jsonValue(),
        errors: fc.jsonValue(),
        meta: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  )
  fc.assert(fc.property(anything, (json) => parseXAnswer(json).posts.length >= 0))
})

test('over random pages, arrivals and stops every post comes at least once and reading ends', async () => {
  const arrivals = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
      async (counts, pages) => {
        const x = fakeX()
        const source = makeSource(x.fetch)
        const seen: string[] = []
        let cursor: string | null = null
        const read = async (most: number) => {
          for (let i = 0; i < most; i += 1) {
            const page = await source.fetchPage({ hashtag: 'a', cursor, limit: 10 })
            seen.push(...page.posts.map((post) => post.sourceId))
            cursor = page.cursor
            if (!page.more) break
          }
        }
        for (const [i, count] of counts.entries()) {
          for (let n = 0; n < count; n += 1)
            x.posts.push({ id: String(1000 + x.posts.length), text: 'hi' })
          await read(pages[i % pages.length] ?? 1)
        }
        await read(1000)
        await read(1000)

        expect(seen.toSorted()).toEqual(x.posts.map((post) => post.id).toSorted())
      },
    ),
    { numRuns: 60 },
  )
})

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseStatus } from '#functions/posts/mastodon-payload.ts'
import { parseXAnswer } from '#functions/posts/x-payload.ts'

const FOLDER = '../shared/data/social'
const missing = !existsSync(FOLDER)
if (missing) console.log(`${FOLDER} is absent: the tests on recorded payloads are skipped`)
const read = async (file: string) =>
  JSON.parse(await readFile(`${FOLDER}/${file}`, 'utf8')) as unknown

const SAFE =
  /^(?:[^<]|<\/?(?:p|span|details|summary)>|<br(?: \/)?>|<\/a>|<a href="https?:[^"<>]*" rel="nofollow noopener ugc">)*$/

test.skipIf(missing).each([
  ['x/docs/data-dictionary-1.json', 1],
  ['x/docs/data-dictionary-2.json', 1],
  ['x/docs/conversation-search.json', 3],
  ['x/docs/recent-search-fields-expansions.json', 1],
  ['x/docs/recent-search-default.json', 2],
  ['x/twitter-dart/search-recent.json', 6],
  ['x/twitter-dart/search-recent-various-fields.json', 4],
  ['x/python-twitter/search_tweets_query.json', 4],
  ['x/python-twitter/tweet_quote_tweets_resp.json', 15],
])('%s holds %i posts that we can show', async (file, count) => {
  const answer = parseXAnswer(await read(file))

  expect(answer.posts).toHaveLength(count)
  for (const post of answer.posts) {
    expect(post.html).toMatch(SAFE)
    expect(Number.isNaN(post.postedAt.getTime())).toBe(false)
  }
})

test.skipIf(missing)(
  'a shortened link of a recorded post leads where its author meant',
  async () => {
    const { posts } = parseXAnswer(await read('x/docs/data-dictionary-1.json'))

    expect(posts[0]?.html).toContain('href="https://dev.to/twitterdev/understanding-the-new-tweet')
    expect(posts[0]?.html).toContain('>dev.to/twitterdev/und…</a>')
    expect(posts[0]?.html).not.toContain('t.co')
  },
)

test
  .skipIf(missing)
  .each([
    ['x/docs/error-429-rate-limit.json'],
    ['x/docs/error-problem-json.json'],
    ['x/docs/error-title-detail.json'],
    ['x/docs/edited-post.json'],
  ])('%s holds no posts', async (file) => {
  expect(parseXAnswer(await read(file))).toMatchObject({ posts: [], nextToken: null })
})

test.skipIf(missing)('what could not be found is told from what was', async () => {
  const { count, gone } = parseXAnswer(await read('x/docs/partial-error.json'))

  expect({ count, gone }).toEqual({ count: 1, gone: ['456'] })
})

test
  .skipIf(missing)
  .each([['mastodon/mastodon-dart/timeline.json'], ['mastodon/mastodonkit/Timeline.json']])(
  'every post of %s that is public becomes safe to show',
  async (file) => {
    const statuses = (await read(file)) as { visibility: string; reblog: unknown }[]
    const shown = statuses.flatMap((status) => parseStatus(status, 'mastodon.social') ?? [])

    expect(shown.length).toBeGreaterThan(0)
    for (const post of shown) expect(post.html).toMatch(SAFE)
  },
)

test.skipIf(missing)('a recorded status with every field reads in full', async () => {
  const post = parseStatus(await read('mastodon/docs/status.json'), 'mastodon.social')

  expect(post).toMatchObject({ authorHandle: expect.stringMatching(/^@\w+@mastodon\.social$/) })
})

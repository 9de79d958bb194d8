import { findArchived } from '#functions/coverage/check-url.ts'
import { askOembed } from '#functions/coverage/oembed.ts'
import { fetchJson } from '#functions/posts/fetch-json.ts'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import { createXSource } from '#functions/posts/x-source.ts'
import { fetchPicture } from '#functions/web/fetch-picture.ts'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { fill, nest, type Parser } from './parser.ts'

/** Somebody who answers everything with this. */
const saying =
  (text: string, type = 'application/json') =>
  async () =>
    new Response(text, { headers: { 'content-type': type, link: `${'<'.repeat(8_000)};rel=prev` } })
const webSaying = (text: string, type?: string) => ({
  fetchPublic: createFetchPublic({ fetch: saying(text, type), userAgent: 'Hallway' }),
})
const quietly = (promise: Promise<unknown>) => promise.catch(() => null)

const jsonCases: Parser['cases'] = {
  'lists in one another': nest('[', ']'),
  'lists that are never ended': fill('['),
  'objects in one another': fill('{"title":'),
  'one object of many names': fill((i) => `"a${i}":1,`, '{', '"title":"x"}'),
  'one text': fill('a', '{"title":"', '"}'),
  'a title of marks': fill('\u0301\u0316', '{"title":"a', '"}'),
  'a title of white space': fill(' ', '{"title":"a', 'b"}'),
  'what is no JSON': fill('}'),
}

const status = (i: number, content: string) =>
  `{"id":"${i}","uri":"https://a.example/${i}","created_at":"2030-01-01T00:00:00Z","visibility":"public","content":"${content}","account":{"acct":"a"}}`
const statusCases: Parser['cases'] = {
  ...jsonCases,
  'many posts': fill((i) => `${status(i, 'x')},`, '[', '1]'),
  'posts in tags': fill((i) => `${status(i, '<b>'.repeat(6_000))},`, '[', '1]'),
  'many posts of X': fill(
    (i) => `{"id":"${i}","text":"x","edit_history_tweet_ids":["1${i}"]},`,
    '{"data":[',
    '1]}',
  ),
  'many people of X': fill(
    (i) => `{"id":"${i}","username":"a"},`,
    '{"data":[],"includes":{"users":[',
    '1]}}',
  ),
  'short links of X': fill('https://t.co/', '{"data":[{"id":"1","text":"', '"}]}'),
}

export const answerParsers: readonly Parser[] = [
  {
    name: 'oEmbed and the Internet Archive',
    files: [
      'functions/coverage/oembed.ts',
      'functions/coverage/check-url.ts',
      'functions/foreign/read-bytes.ts',
      'functions/web/fetch-public.ts',
    ],
    read: (text) =>
      Promise.all([
        quietly(askOembed(webSaying(text), 'https://a.example/')),
        quietly(findArchived(webSaying(text), 'https://a.example/', new Date(0))),
      ]),
    cases: jsonCases,
  },
  {
    name: 'social networks',
    files: ['functions/posts/fetch-json.ts'],
    read: (text) => {
      const options = { fetch: saying(text), userAgent: 'x', now: () => new Date(0) }
      const query = { hashtag: 'x', cursor: null, limit: 40 }
      const [url, token] = ['https://a.example', 'x']
      return Promise.all([
        quietly(fetchJson(url, { fetch: saying(text), headers: {} })),
        quietly(createMastodonSource({ ...options, url }).fetchPage(query)),
        quietly(createXSource({ ...options, url, token }).fetchPage(query)),
      ])
    },
    cases: statusCases,
  },
  {
    name: 'pictures from elsewhere',
    files: ['functions/web/fetch-picture.ts'],
    read: (text) => quietly(fetchPicture(webSaying(text, 'image/gif'), 'https://a.example/x.gif')),
    cases: { bytes: fill('GIF89a') },
  },
]

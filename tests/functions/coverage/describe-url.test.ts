import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeUrl } from '#functions/coverage/describe-url.ts'
import { json, webOf } from './web.ts'

const page = 'https://ada.example/engines'
const oembed = (endpoint: string, url: string) => `${endpoint}&${new URLSearchParams({ url })}`

test('a video is described by its provider', async () => {
  const url = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'
  const web = webOf({
    [oembed('https://www.youtube.com/oembed?format=json', url)]: json({
      title: 'Engines',
      author_name: 'Conference TV',
      provider_name: 'YouTube',
      thumbnail_url: 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hq.jpg',
      html: '<iframe src="https://evil.example"></iframe>',
    }),
  })
  expect(await describeUrl(web, url)).toEqual({
    title: 'Engines',
    author: 'Conference TV',
    provider: 'YouTube',
    durationS: null,
    thumbnailUrl: 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hq.jpg',
    playerUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  })
  expect(web.asked).toHaveLength(1)
})

test('a page is described by OpenGraph, else by its title', async () => {
  const graph = `<html><head><title>Long title | Site</title>
    <meta property="og:title" content="Engines &amp; looms"><meta name="author" content=" Ada  L ">
    <meta property="og:site_name" content="Ada&#39;s notes"><meta property="og:image" content="/a.png">
    <meta property="og:video:duration" content="2710">`
  expect(await describeUrl(webOf({ [page]: graph }), page)).toEqual({
    title: 'Engines & looms',
    author: 'Ada L',
    provider: "Ada's notes",
    durationS: 2710,
    thumbnailUrl: 'https://ada.example/a.png',
    playerUrl: null,
  })
  const plain = '<title>\n Engines\n</title><body><svg><title>A drawing</title></svg>'
  expect(await describeUrl(webOf({ [page]: plain }), page)).toMatchObject({
    title: 'Engines',
    author: null,
    provider: 'ada.example',
  })
})

test('a page may lead to its own description', async () => {
  const web = webOf({
    [page]:
      '<link rel="alternate" type="application/json+oembed" href="/oembed?1"><title>No</title>',
    'https://ada.example/oembed?1': json({ title: 'Yes', duration: '60' }),
  })
  expect(await describeUrl(web, page)).toMatchObject({ title: 'Yes', durationS: 60 })
})

test('what is no page has no title, and what is not there no description', async () => {
  const pdf = { [page]: { type: 'application/pdf', body: '%PDF <title>x</title>' } }
  expect(await describeUrl(webOf(pdf), page)).toMatchObject({ title: null })
  expect(await describeUrl(webOf({}), page)).toBeNull()
})

test('a page in another charset is read in it', async () => {
  const bytes = new Uint8Array([...'<title>caf'].map((c) => c.charCodeAt(0)).concat(0xe9))
  const fetchPublic = async () => ({
    ...{ status: 200, url: page, mediaType: 'text/html', charset: 'iso-8859-1', body: bytes },
    ...{ etag: null, lastModified: null, retryAfterS: null },
  })
  expect(await describeUrl({ fetchPublic }, page)).toMatchObject({ title: 'café' })
})

const hostile = [
  'javascript:alert(1)',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'http://127.0.0.1/secret.png',
  'http://169.254.169.254/latest/',
  'https://user:pass@ada.example/a.png',
  'https://ada.example/a.svg',
  'https://ada.example/a.svg?x=.png',
]

test.each(hostile)('a picture at %s is none', async (picture) => {
  const graph = `<meta property="og:image" content="${picture.replaceAll('"', '')}"><title>x</title>`
  expect((await describeUrl(webOf({ [page]: graph }), page))?.thumbnailUrl).toBeNull()
  const web = webOf({
    [page]: '<link type="application/json+oembed" href="/o">',
    'https://ada.example/o': json({ title: 'x', thumbnail_url: picture }),
  })
  expect((await describeUrl(web, page))?.thumbnailUrl).toBeNull()
})

test('a description that leads into our own network is not asked for', async () => {
  const inside =
    '<link type="application/json+oembed" href="http://127.0.0.1/o"><title>Mine</title>'
  const web = webOf({ [page]: inside, 'http://127.0.0.1/o': json({ title: 'Secret' }) })
  expect(await describeUrl(web, page)).toMatchObject({ title: 'Mine' })
  expect(web.asked).toEqual([page])
})

test('whatever a provider answers, only short plain text and addresses on the web come out', async () => {
  const wild = fc.oneof(fc.jsonValue(), fc.constantFrom(...hostile), fc.string({ unit: 'binary' }))
  const answers = fc.record(
    { title: wild, author_name: wild, provider_name: wild, thumbnail_url: wild, duration: wild },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(answers, fc.jsonValue()), fc.string(), async (told, noise) => {
      const html = `<link type="application/json+oembed" href="/o"><title>${noise}</title>${noise}`
      const web = webOf({ [page]: html, 'https://ada.example/o': json(told) })
      const found = await describeUrl(web, page)
      for (const text of [found?.title, found?.author, found?.provider]) {
        expect((text ?? '').length).toBeLessThanOrEqual(600)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
        expect(text ?? '').not.toMatch(/[\u0000-\u001f\u007f]/)
      }
      expect(found?.thumbnailUrl ?? 'https://').toMatch(/^https?:\/\/(?!127|169|user)/)
      expect(found?.durationS ?? 1).toBeGreaterThan(0)
      expect(Number.isInteger(found?.durationS ?? 1)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('a page that never ends is read at its beginning', async () => {
  const body = `<title>Huge</title>${'<p>'.repeat(700_000)}`
  expect(await describeUrl(webOf({ [page]: body }), page)).toMatchObject({ title: 'Huge' })
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'

test('every spelling of a video on YouTube has one key', () => {
  const spellings = [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'http://youtube.com/watch?v=dQw4w9WgXcQ&t=42s&list=PL1&index=3',
    'https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ?si=abc',
    'https://www.youtube.com/embed/dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0',
    'https://www.youtube.com/shorts/dQw4w9WgXcQ',
    'https://www.youtube.com/live/dQw4w9WgXcQ#comments',
  ]
  expect(new Set(spellings.map(coverageUrlKey))).toEqual(new Set(['youtube:dQw4w9WgXcQ']))
})

test('every spelling of a film on Vimeo has one key', () => {
  const spellings = [
    'https://vimeo.com/76979871',
    'https://www.vimeo.com/76979871/',
    'https://player.vimeo.com/video/76979871?h=8272103f6e',
    'https://vimeo.com/channels/staffpicks/76979871',
    'https://vimeo.com/76979871/8272103f6e',
  ]
  expect(new Set(spellings.map(coverageUrlKey))).toEqual(new Set(['vimeo:76979871']))
})

test('other videos, playlists and pages keep their own', () => {
  const urls = [
    'https://www.youtube.com/watch?v=aaaaaaaaaaa',
    'https://www.youtube.com/watch?v=bbbbbbbbbbb',
    'https://www.youtube.com/watch?v=short',
    'https://www.youtube.com/playlist?list=PL1',
    'https://www.youtube.com/playlist?list=PL2',
    'https://notyoutube.com/watch?v=aaaaaaaaaaa',
    'https://vimeo.com/about',
    'https://example.org/',
    'https://example.org/#/one',
    'https://example.org/#/two',
    'https://example.org/A',
    'https://example.org/a',
    'https://example.org/a?page=2',
  ]
  expect(new Set(urls.map(coverageUrlKey)).size).toBe(urls.length)
})

test('what changes nothing about the address changes nothing about its key', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9_-]{1,8}$/)
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.tuple(part, part)), part, (path, params, value) => {
      const query = new URLSearchParams(params.map(([name, text]) => [`q${name}`, text]))
      const url = `https://example.org/${path.join('/')}`
      const plain = coverageUrlKey(`${url}?${query}`)
      const others = [
        `http://www.example.org/${path.join('/')}/?${query}`,
        `${url}?utm_source=${value}&${query}&fbclid=${value}#${value}`,
        `https://EXAMPLE.org:443/${path.join('/')}?${query}`,
      ]
      for (const other of others) expect(coverageUrlKey(other)).toBe(plain)
      expect(coverageUrlKey(`https://${plain}`)).toBe(plain)
    }),
  )
})

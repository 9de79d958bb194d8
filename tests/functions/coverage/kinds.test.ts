import { expect, test } from 'vitest'
import { guessKind } from '#functions/coverage/kinds.ts'
import { isPlayerUrl, playerUrlOf } from '#functions/coverage/players.ts'

test.each([
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'video'],
  ['https://youtu.be/dQw4w9WgXcQ', 'video'],
  ['https://vimeo.com/76979871', 'video'],
  ['https://media.ccc.de/v/36c3-10652-opening', 'video'],
  ['https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d', 'video'],
  ['https://conf.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d', 'video'],
  ['https://speakerdeck.com/ada/engines', 'slides'],
  ['https://www.slideshare.net/ada/engines', 'slides'],
  ['https://ada.example/engines.PDF', 'slides'],
  ['https://github.com/ada/engines', 'code'],
  ['https://github.com/ada/engines/blob/main/slides.pdf', 'slides'],
  ['https://codeberg.org/ada/engines', 'code'],
  ['https://soundcloud.com/ada/engines', 'audio'],
  ['https://ada.example/engines.mp3', 'audio'],
  ['https://www.flickr.com/photos/ada/1', 'photo'],
  ['https://ada.example/2026/engines/', 'write-up'],
  ['https://notyoutube.com/watch?v=dQw4w9WgXcQ', 'write-up'],
])('%s is probably %s', (url, kind) => {
  expect(guessKind(new URL(url))).toBe(kind)
})

test.each([
  ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
  [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3723',
  ],
  ['https://vimeo.com/76979871', 'https://player.vimeo.com/video/76979871'],
  ['https://vimeo.com/76979871/8272103f6e', 'https://player.vimeo.com/video/76979871?h=8272103f6e'],
  ['https://media.ccc.de/v/36c3-1-a', 'https://media.ccc.de/v/36c3-1-a/oembed'],
  ['https://archive.org/details/some-talk', 'https://archive.org/embed/some-talk'],
])('%s plays at %s', (url, player) => {
  expect(playerUrlOf(url)).toBe(player)
  expect(isPlayerUrl(player)).toBe(true)
})

test('a player is made of an id and nothing else', () => {
  const urls = [
    'https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d',
    'https://youtu.be/dQw4w9WgXc"onload=1',
    'https://media.ccc.de/v/"><script>',
    'https://media.ccc.de.evil.example/v/36c3-1-a',
    'https://speakerdeck.com/ada/engines',
    'javascript:alert(1)',
    'nonsense',
  ]
  const players = urls.map((url) => playerUrlOf(url)).filter(Boolean)
  expect(players).toEqual([])
  const deck = 'https://speakerdeck.com/ada/engines'
  const id = 'a'.repeat(32)
  expect(playerUrlOf(deck, `https://files.speakerdeck.com/presentations/${id}/slide_0.jpg`)).toBe(
    `https://speakerdeck.com/player/${id}`,
  )
  expect(playerUrlOf(deck, `https://evil.example/presentations/${id}/slide_0.jpg`)).toBeNull()
  for (const url of ['https://youtube.com/embed/1', 'http://archive.org/embed/1', 'javascript:1'])
    expect(isPlayerUrl(url)).toBe(false)
})
